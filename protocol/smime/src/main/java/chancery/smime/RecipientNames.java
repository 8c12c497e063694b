package chancery.smime;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;

/**
 * The recipients of an encryption in words, for people who look for the missing key (RFC 5652 §6.2).
 *
 * @param certified those whom a certificate names
 * @param others those without: passwords, keys agreed on before, kinds that are not known
 */
record RecipientNames(List<String> certified, List<String> others) {
    RecipientNames {
        certified = List.copyOf(certified);
        others = List.copyOf(others);
    }

    /** One that cannot be read is no reason to keep the content from the others; whoever opens it finds out. */
    static RecipientNames of(List<RecipientInfo> recipients) {
        var certified = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (RecipientInfo recipient : recipients) {
            try {
                var names = Asn1.read("recipient", () -> certificates(recipient));
                certified.addAll(names);
                if (names.isEmpty()) {
                    others.add(Asn1.read("recipient", () -> without(recipient)));
                }
            } catch (SyntaxException e) {
                others.add("a recipient that cannot be read");
            }
        }
        return new RecipientNames(certified, others);
    }

    private static List<String> certificates(RecipientInfo recipient) {
        return switch (recipient.getInfo()) {
            case KeyTransRecipientInfo transport -> List.of(name(transport.getRecipientIdentifier()));
            case KeyAgreeRecipientInfo agreement -> names(agreement);
            case OtherRecipientInfo other
            when other.getType().equals(CMSObjectIdentifiers.id_ori_kem) ->
                List.of(name(KEMRecipientInfo.getInstance(other.getValue()).getRecipientIdentifier()));
            default -> List.of();
        };
    }

    private static String without(RecipientInfo recipient) {
        return switch (recipient.getInfo()) {
            case KEKRecipientInfo _ -> "a key agreed on before";
            case PasswordRecipientInfo _ -> "a password";
            case OtherRecipientInfo other ->
                "a recipient of type " + other.getType().getId();
            default -> "a recipient of an unknown type";
        };
    }

    List<String> all() {
        return Stream.concat(certified.stream(), others.stream()).toList();
    }

    private static String name(RecipientIdentifier id) {
        return id.isTagged()
                ? name(ASN1OctetString.getInstance(id.getId()))
                : name(IssuerAndSerialNumber.getInstance(id.getId()));
    }

    /** One agreement may serve several recipients (RFC 5652 §6.2.2). */
    private static List<String> names(KeyAgreeRecipientInfo agreement) {
        var names = new ArrayList<String>();
        for (var one : agreement.getRecipientEncryptedKeys()) {
            KeyAgreeRecipientIdentifier id =
                    RecipientEncryptedKey.getInstance(one).getIdentifier();
            var byKey = id.getRKeyID();
            names.add(byKey == null ? name(id.getIssuerAndSerialNumber()) : name(byKey.getSubjectKeyIdentifier()));
        }
        return names;
    }

    private static String name(IssuerAndSerialNumber id) {
        return "certificate " + id.getSerialNumber().getValue().toString(16) + " of " + id.getName();
    }

    private static String name(ASN1OctetString keyIdentifier) {
        return "certificate with key identifier " + HexFormat.of().formatHex(keyIdentifier.getOctets());
    }
}
