package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.CallLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class FileDescriptorsTest {
  @Test
  void strangers_get_a_quarter_of_few_and_no_more_than_their_bound_of_many() {
    assertThat(FileDescriptors.forStrangers(256, 1024)).isEqualTo(64);
    assertThat(FileDescriptors.forStrangers(1_048_576, 1024)).isEqualTo(1024);
    assertThat(FileDescriptors.forStrangers(2, 1024)).isEqualTo(1);
  }

  @Test
  void the_limit_in_force_is_read_from_what_linux_says_of_the_process() {
    assertThat(FileDescriptors.limit(limits("4096"))).isEqualTo(4096);
    assertThat(FileDescriptors.limit(limits("unlimited"))).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "99999999999999999999", "many"})
  void a_limit_that_cannot_be_read_is_asked_of_the_jdk(String soft) {
    assertThat(FileDescriptors.limit(limits(soft))).isEqualTo(FileDescriptors.limit(List.of()));
    assertThat(FileDescriptors.limit(List.of())).isPositive();
  }

  @Test
  void what_is_open_is_counted() throws IOException {
    var open = new ArrayList<InputStream>();
    long before = FileDescriptors.open();
    try {
      for (int i = 0; i < 200; i++) {
        open.add(Files.newInputStream(Path.of("pom.xml")));
      }
      assertThat(FileDescriptors.open()).isGreaterThan(before + 100);
    } finally {
      for (InputStream file : open) {
        file.close();
      }
    }
  }

  private static List<String> limits(String soft) {
    return List.of(
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max processes             93746                93746                processes ",
        "Max open files            %-20s 1048576              files     ".formatted(soft));
  }

  @Test
  void they_are_short_when_less_than_an_eighth_is_left_or_room_for_twenty_calls() {
    assertThat(FileDescriptors.left(230, 256)).isNotPositive();
    assertThat(FileDescriptors.left(220, 256)).isPositive();
    assertThat(FileDescriptors.left(65_000, 65_536)).isPositive();
    assertThat(FileDescriptors.left(65_500, 65_536)).isNotPositive();
  }

  @Test
  void each_call_that_is_configured_needs_some() {
    assertThat(FileDescriptors.needed(new CallLimits(200, 50))).isEqualTo(1456);
    assertThat(FileDescriptors.needed(CallLimits.NONE)).isZero();
  }
}
