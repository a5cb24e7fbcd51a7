package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AnsweredLoadTest {
  private static final long FRAME = Duration.ofMillis(20).toNanos();
  private static final int HALF_A_SECOND = 4000;

  private final GeneratorContext context = context();
  private final ProviderConversationLoad load = new ProviderConversationLoad(context, 0);
  private long now;

  @Test
  void each_answer_is_heard_out_and_after_six_turns_the_caller_hangs_up() {
    int spoken = 0;
    for (int answer = 0; answer <= ProviderConversationLoad.TURNS; answer++) {
      load.media(HALF_A_SECOND, now);
      frames(50); // the half second, and as much of the pause as is between two sentences
      assertThat(context.tally().turns).isEqualTo(spoken);
      if (answer < ProviderConversationLoad.TURNS) {
        frames(20 + context.clips().answer(0).length);
        spoken++;
        assertThat(context.tally().turns).isEqualTo(spoken);
      }
      assertThat(load.hangsUp()).isFalse();
    }
    frames(20);

    assertThat(load.hangsUp()).isTrue();
    assertThat(load.fault(now)).isEmpty();
  }

  @Test
  void a_server_that_never_speaks_is_a_fault() {
    frames(751);

    assertThat(load.fault(now)).isEqualTo("the server did not speak");
  }

  private void frames(int count) {
    for (int i = 0; i < count; i++) {
      now += FRAME;
      load.frame(now);
    }
  }

  private static GeneratorContext context() {
    try {
      return new GeneratorContext(
          new TcpConnections(1), Clips.shipped(), GeneratorContext.CallBehavior.ANSWERED);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
