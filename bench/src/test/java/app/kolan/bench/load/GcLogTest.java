package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class GcLogTest {
  private static final String G1 =
      """
      [0.5s][info][gc,start    ] GC(0) Pause Young (Normal) (G1 Evacuation Pause)
      [0.5s][info][gc,phases   ] GC(0)   Pre Evacuate Collection Set: 0.12ms
      [0.5s][info][gc          ] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->5M(256M) 2.345ms
      [0.5s][info][gc,cpu      ] GC(0) User=0.01s Sys=0.00s Real=0.00s
      [0.9s][info][gc          ] GC(1) Concurrent Mark Cycle 12.000ms
      [0.9s][info][gc          ] GC(1) Pause Remark 21M->21M(256M) 1.250ms
      """;

  private static final String SERIAL =
      "[1.0s][info][gc] GC(7) Pause Full (System.gc()) 9M->1M(123M) 30.500ms\n";

  private static final String ZGC =
      """
      [1.0s][info][gc,phases   ] GC(3) Y: Young Generation 38M(0%)->8M(0%) 0.005s
      [1.0s][info][gc,phases   ] GC(3) Y: Pause Mark Start 0.012ms
      [1.0s][info][gc,phases   ] GC(3) Y: Concurrent Mark 1.444ms
      [1.0s][info][gc,phases   ] GC(3) O: Pause Relocate Start 0.004ms
      """;

  @Test
  void pauses_of_all_collectors_are_found_once() {
    assertThat(GcLog.pausesIn(G1)).containsExactly(2.345, 1.25);
    assertThat(GcLog.pausesIn(SERIAL)).containsExactly(30.5);
    assertThat(GcLog.pausesIn(ZGC)).containsExactly(0.012, 0.004);
  }

  @Test
  void a_part_of_a_log_is_read_by_its_place(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gc.log");
    var log = new GcLog(file);
    assertThat(log.end()).isZero();
    assertThat(log.pauses(0, 100)).isEmpty();
    Files.writeString(file, G1);
    long from = log.end();
    Files.writeString(file, G1 + SERIAL);

    assertThat(log.pauses(from, log.end())).containsExactly(30.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_bytes_give_an_answer(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = G1.getBytes(StandardCharsets.ISO_8859_1);
      for (int j = 0; j < 20; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      assertThat(GcLog.pausesIn(new String(bytes, StandardCharsets.ISO_8859_1)))
          .allMatch(pause -> pause >= 0);
    }
  }

  @Test
  void the_live_heap_is_that_of_all_classes_without_what_fills_gaps() {
    assertThat(
            HeapUse.in(
                """
                3646:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         59573       11971920  [B (java.base@25.0.3)
                   2:         10050        6696632  [Ljdk.internal.vm.FillerElement; (java.base@25.0.3)
                 255:           119           3808  app.kolan.server.session.Fillers
                2846:             1             16  jdk.internal.vm.FillerObject (java.base@25.0.3)
                Total        371004       32171920
                """))
        .isEqualTo(32_171_920 - 6_696_632 - 16);
    assertThat(HeapUse.in("no such process")).isEqualTo(ProcStat.NOT_KNOWN);
  }
}
