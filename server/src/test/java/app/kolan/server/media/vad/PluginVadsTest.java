package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.stream.StreamEvent.Track;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("unit")
class PluginVadsTest {
  private static final PluginVads ABSENT = new PluginVads("nobody", Path.of("nothing.onnx"));

  private final Logger log = (Logger) LoggerFactory.getLogger(PluginVads.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
  }

  @AfterEach
  void leave() {
    log.detachAppender(logged);
  }

  @Test
  void a_detector_whose_module_is_not_there_is_named_once_and_layered_hears() {
    assertThat(ABSENT.loaded()).isEqualTo(VadFactories.LAYERED);
    assertThat(logged.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .startsWith("the detector nobody cannot be used, and calls are heard by layered:")
                  .contains("its module is not installed");
            });
  }

  @Test
  void until_it_is_loaded_the_layered_detector_hears() {
    assertThat(ABSENT.fresh(Track.INBOUND)).isInstanceOf(LayeredVad.class);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void what_needs_no_model_is_ready() {
    assertThat(VadFactories.WEBRTC.loaded()).isEqualTo(VadFactories.WEBRTC);
  }
}
