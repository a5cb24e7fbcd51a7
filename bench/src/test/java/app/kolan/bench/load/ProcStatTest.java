package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ProcStatTest {
  private static final String PROCESS =
      "4242 (a (odd) name) S 1 4242 4242 0 -1 4194304 100 0 5 0 1250 250 7 8 20 0 30 0 1 2 3";

  @Test
  void processor_time_is_of_user_and_system() {
    assertThat(ProcStat.cpuSecondsIn(PROCESS)).isEqualTo(15);
  }

  @Test
  void a_thread_has_its_name_without_its_number() {
    assertThat(ProcStat.threadNameIn(PROCESS)).isEqualTo("a (odd) name");
    assertThat(ProcStat.threadNameIn("7 (ForkJoinPool-1-) S 1")).isEqualTo("ForkJoinPool");
  }

  @Test
  void the_machine_is_busy_with_all_but_waiting() {
    String stat = "cpu  100 10 50 9000 700 3 7 30 99 99\ncpu0 1 2 3 4\nintr 5\n";

    assertThat(ProcStat.allCpuSecondsIn(stat)).isEqualTo(2);
  }

  @Test
  void memory_is_in_bytes() {
    assertThat(ProcStat.rssIn("Name:\tjava\nVmHWM:\t 9 kB\nVmRSS:\t  2048 kB\n"))
        .isEqualTo(2048 * 1024);
    assertThat(ProcStat.rssIn("Name:\tjava\n")).isEqualTo(ProcStat.NOT_KNOWN);
  }

  @Test
  void a_process_that_is_gone_uses_nothing() {
    assertThat(ProcStat.cpuSeconds(Long.MAX_VALUE)).isZero();
    assertThat(ProcStat.threads(Long.MAX_VALUE)).isEmpty();
    assertThat(ProcStat.rss(Long.MAX_VALUE)).isEqualTo(ProcStat.NOT_KNOWN);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_bytes_give_an_answer(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String noise = new String(bytes, StandardCharsets.ISO_8859_1);
      int cut = random.nextInt(PROCESS.length());
      String text = PROCESS.substring(0, cut) + noise + PROCESS.substring(cut);

      assertThat(ProcStat.cpuSecondsIn(text)).isNotNegative();
      assertThat(ProcStat.allCpuSecondsIn("cpu  " + noise)).isNotNegative();
      assertThat(ProcStat.threadNameIn(text)).isNotNull();
      assertThat(ProcStat.rssIn("VmRSS:\t" + noise)).isGreaterThanOrEqualTo(ProcStat.NOT_KNOWN);
    }
  }
}
