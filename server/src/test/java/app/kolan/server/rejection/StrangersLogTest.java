package app.kolan.server.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

@Tag("unit")
class StrangersLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final StrangersLog strangers = new StrangersLog(3, Duration.ofMinutes(1), nanos::get);
  private final Logger logger = (Logger) LoggerFactory.getLogger("strangers.test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void lines_of_all_kinds_share_one_bound_and_the_next_says_how_many_were_left_out() {
    for (int i = 0; i < 50; i++) {
      strangers.atWarn(logger).log("one kind");
      strangers.atWarn(logger).log("another kind");
    }
    assertThat(lines.list).hasSize(3);

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    strangers.atWarn(logger).addKeyValue("what", "this").log("a third kind");

    assertThat(lines.list).hasSize(4);
    List<KeyValuePair> pairs = lines.list.getLast().getKeyValuePairs();
    assertThat(pairs)
        .containsExactly(new KeyValuePair("suppressed", 97), new KeyValuePair("what", "this"));
  }
}
