package app.kolan.bench.report;

import org.HdrHistogram.Histogram;

/// What the server did in one steady window of signed webhooks, during other calls.
///
/// @param subject the server that was measured
/// @param rate how many calls came in each second
/// @param talking how many concurrent calls with media there were
/// @param clicking how many people looked at the console meanwhile
/// @param round which of the rounds, from 1
/// @param seconds how long the window was
/// @param sent webhooks that were sent in it
/// @param answered those that were answered with TwiML
/// @param failed those that were answered otherwise, or not at all
/// @param twiml microseconds from a webhook to its TwiML
/// @param media microseconds from a frame of a talking call until the server has dealt with it
/// @param pages microseconds until a page of the console was there
/// @param pagesFailed pages that were not shown
/// @param cpuSeconds processor time of the server's process in it
/// @param perSecondAtSaturation how many the server answers in a second when asked without a pause;
///   NaN when that was not measured
/// @param generatorBusy the share of its core that the generator used, from 0 to 1
public record WebhookWindow(
    String subject,
    int rate,
    int talking,
    int clicking,
    int round,
    double seconds,
    long sent,
    long answered,
    long failed,
    Histogram twiml,
    Histogram media,
    Histogram pages,
    long pagesFailed,
    double cpuSeconds,
    double perSecondAtSaturation,
    double generatorBusy) {}
