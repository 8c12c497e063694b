package chancery.report;

/** A report that a program can read. Whatever it says is a claim of whoever wrote it. */
public sealed interface Report permits DsnReport, Mdn, FeedbackReport, DmarcAggregate, TlsReport, XarfReport {}
