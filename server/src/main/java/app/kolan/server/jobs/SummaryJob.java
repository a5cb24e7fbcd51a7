package app.kolan.server.jobs;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.SummaryStore;
import app.kolan.server.tool.http.PublicPost;
import app.kolan.server.tool.http.SummaryPosts;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends summaries, each until it is taken or a day is over.
///
/// The store says what is to be sent, so an attempt that is cut off loses nothing: the next sends
/// the same summary with the same key.
final class SummaryJob {
  private static final Logger LOG = LoggerFactory.getLogger(SummaryJob.class);

  private final SummaryStore summaries;
  private final SummaryPosts post;
  private final FetchRetries plan;
  private final InstantSource clock;

  SummaryJob(SummaryStore summaries, SummaryPosts post, FetchRetries plan, InstantSource clock) {
    this.summaries = summaries;
    this.post = post;
    this.plan = plan;
    this.clock = clock;
  }

  /// The name of a summary's job.
  static String name(CallSid call, String fingerprint) {
    return call.value() + "/" + fingerprint;
  }

  /// Attempts a summary, if it is waiting and its time has come.
  ///
  /// @return after what pause it is to be attempted again; empty when it is sent or given up
  Optional<Duration> attempt(String name) throws InterruptedException {
    String call = name.substring(0, name.indexOf('/'));
    Optional<Summary> waiting =
        summaries.findByCall(new CallSid(call)).stream()
            .filter(summary -> name(summary.call(), summary.fingerprint()).equals(name))
            .filter(summary -> summary.state() == SummaryState.WAITING)
            .findFirst();
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    Duration left = pauseBefore(waiting.get());
    return left.isPositive() ? Optional.of(left) : attempt(waiting.get());
  }

  private Duration pauseBefore(Summary summary) {
    Duration pause = summary.attempts() == 0 ? Duration.ZERO : plan.pauseAfter(summary.attempts());
    return Duration.between(clock.instant(), summary.changedAt().plus(pause));
  }

  private Optional<Duration> attempt(Summary summary) throws InterruptedException {
    PublicPost.Outcome outcome = post.send(summary);
    Instant now = clock.instant();
    String problem = outcome.problem();
    if (problem == null) {
      summaries.addAttempt(
          summary, SummaryState.SENT, Summary.Delivery.sent(now, outcome.status()));
      LOG.atInfo().addKeyValue("call", summary.call()).log("summary sent");
      return Optional.empty();
    }
    boolean isOver = now.isAfter(summary.triedSince().plus(plan.giveUpAfter()));
    summaries.addAttempt(
        summary,
        isOver ? SummaryState.FAILED : SummaryState.WAITING,
        Summary.Delivery.failed(now, outcome.status(), problem));
    LOG.atWarn()
        .addKeyValue("call", summary.call())
        .addKeyValue("problem", problem)
        .addKeyValue("given_up", isOver)
        .log("summary not sent");
    return isOver ? Optional.empty() : Optional.of(plan.pauseAfter(summary.attempts() + 1));
  }
}
