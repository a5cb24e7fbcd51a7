package app.kolan.server.jobs;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.SummaryStore;
import app.kolan.server.tool.http.SummaryPosts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the summaries that are waiting, each until it is taken or a day is over.
///
/// The store says what is to be sent, so a round that is cut off loses nothing: the next sends the
/// same summary with the same key.
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

  /// Attempts each summary whose time has come.
  void round() throws InterruptedException {
    for (Summary summary : summaries.findToSend()) {
      if (isDue(summary)) {
        attempt(summary);
      }
    }
  }

  private boolean isDue(Summary summary) {
    Duration pause = summary.attempts() == 0 ? Duration.ZERO : plan.pauseAfter(summary.attempts());
    return !clock.instant().isBefore(summary.changedAt().plus(pause));
  }

  private void attempt(Summary summary) throws InterruptedException {
    Optional<String> problem = post.send(summary);
    Instant now = clock.instant();
    if (problem.isEmpty()) {
      summaries.addAttempt(summary, SummaryState.SENT, null, now);
      LOG.atInfo().addKeyValue("call", summary.call()).log("summary sent");
      return;
    }
    boolean isOver = now.isAfter(summary.createdAt().plus(plan.giveUpAfter()));
    summaries.addAttempt(
        summary, isOver ? SummaryState.FAILED : SummaryState.WAITING, problem.get(), now);
    LOG.atWarn()
        .addKeyValue("call", summary.call())
        .addKeyValue("problem", problem.get())
        .addKeyValue("given_up", isOver)
        .log("summary not sent");
  }
}
