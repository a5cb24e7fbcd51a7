package app.kolan.server.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FlashTest {
  @Test
  void it_comes_back_as_it_went() {
    Flash flash = Flash.of("flash.done", "דנה & co", "2").undoneBy("/b/x/y", Map.of("a", "1&2"));

    assertThat(Flash.of(flash.cookie(), _ -> true)).contains(flash);
  }

  @Test
  void what_somebody_else_has_written_is_left_out() {
    assertThat(Flash.of("", _ -> true)).isEmpty();
    assertThat(Flash.of("key%3Dbrand", _ -> true)).isEmpty();
    assertThat(Flash.of("key%3Dflash.x", _ -> false)).isEmpty();
    Flash elsewhere = Flash.of("flash.x").undoneBy("/logout", Map.of());
    assertThat(Flash.of(elsewhere.cookie(), _ -> true).orElseThrow().undo()).isNull();
  }

  @Test
  void one_that_is_too_long_keeps_its_text() {
    Flash flash = Flash.of("flash.x", "א".repeat(3000));

    assertThat(flash.cookie()).hasSizeLessThan(1600);
    assertThat(Flash.of(flash.cookie(), _ -> true)).contains(Flash.of("flash.x"));
  }
}
