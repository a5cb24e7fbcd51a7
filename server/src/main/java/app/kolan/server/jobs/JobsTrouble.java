package app.kolan.server.jobs;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once that due jobs cannot be looked for, and once that they can again. db-scheduler itself
/// would write a stack at every look: see [app.kolan.server.settings.TerminalLog].
final class JobsTrouble extends AbstractSchedulerListener {
  private static final Logger LOG = LoggerFactory.getLogger(JobsTrouble.class);

  private final AtomicBoolean failing = new AtomicBoolean();

  @Override
  public void onSchedulerEvent(SchedulerEventType type) {
    switch (type) {
      case UNEXPECTED_ERROR -> {
        if (failing.compareAndSet(false, true)) {
          LOG.warn("jobs wait, since their table cannot be used");
        }
      }
      case RAN_EXECUTE_DUE -> {
        if (failing.compareAndSet(true, false)) {
          LOG.info("jobs go on");
        }
      }
      default -> {}
    }
  }
}
