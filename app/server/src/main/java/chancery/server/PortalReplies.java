package chancery.server;

import chancery.flow.AcceptanceReply;
import chancery.flow.MailFlow;
import chancery.flow.MailIntake;
import chancery.flow.Origin;
import chancery.flow.Trace;
import chancery.mail.Envelope;
import chancery.mail.FaultException;
import chancery.mail.Reason;
import chancery.mail.TenantId;
import chancery.portal.ReplySubmission;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A guest's answer goes through the flow that every mail goes through. */
record PortalReplies(MailFlow flow) implements ReplySubmission {
    @Override
    public Outcome submit(TenantId tenant, Envelope envelope, InputStream content) {
        var trace = new Trace("portal", Optional.empty(), "HTTPS", Optional.empty());
        try {
            MailIntake intake = flow.begin(new Origin.Portal(tenant), envelope, trace);
            return outcome(take(intake, content));
        } catch (FaultException | IOException e) {
            return new Outcome.TryLater();
        }
    }

    private static AcceptanceReply take(MailIntake intake, InputStream content) throws IOException {
        boolean complete = false;
        try {
            content.transferTo(intake);
            complete = true;
        } finally {
            if (!complete) {
                intake.abort();
            }
        }
        return intake.finish();
    }

    private static Outcome outcome(AcceptanceReply answer) {
        if (answer.reply().isPositive()) {
            return new Outcome.Accepted(answer.id());
        }
        return answer.reply().isTemporary()
                ? new Outcome.TryLater()
                : new Outcome.Refused(new Reason("refused", answer.reply().text()));
    }
}
