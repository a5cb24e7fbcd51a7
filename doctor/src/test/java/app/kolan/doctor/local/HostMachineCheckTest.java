package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HostMachineCheckTest {
  private static final Runtime.Version JAVA = Runtime.Version.parse("25.0.3+9-LTS");
  private static final long PLENTY = 2_000_000_000;

  @Test
  void an_ordinary_machine_is_fine_with_its_figures() {
    assertThat(look(JAVA, PLENTY, 65_536))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FINE);
              assertThat(finding.what())
                  .contains(
                      "Java 25.0.3", "2000 MB", "65536 open files", "Asia/Jerusalem", "2026a");
            });
  }

  @Test
  void this_machine_can_be_asked() {
    assertThat(new MachineCheck(HostMachine.here()).look()).isNotEmpty();
  }

  @Test
  void another_java_is_broken() {
    assertThat(look(Runtime.Version.parse("21.0.1"), PLENTY, 65_536))
        .extracting(Finding::level)
        .containsExactly(Level.BROKEN);
  }

  @Test
  void little_memory_is_a_warning() {
    assertThat(look(JAVA, 128_000_000, 65_536))
        .extracting(Finding::what)
        .containsExactly("Java may use 128 MB of memory");
  }

  @Test
  void few_open_files_are_a_warning() {
    assertThat(look(JAVA, PLENTY, 1024))
        .singleElement()
        .satisfies(finding -> assertThat(finding.remedy()).contains("LimitNOFILE"));
    assertThat(look(JAVA, PLENTY, -1)).extracting(Finding::level).containsExactly(Level.FINE);
  }

  private static List<Finding> look(Runtime.Version java, long heap, long openFiles) {
    return new MachineCheck(
            new HostMachine(java, heap, openFiles, ZoneId.of("Asia/Jerusalem"), "2026a"))
        .look();
  }
}
