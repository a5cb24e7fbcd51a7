package app.kolan.bench.listening;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.bench.listening.ListeningTable.Place;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A few rows of the table, in every build: the whole of it takes a minute.
@Tag("unit")
class ListeningTableTest {
  private static final List<Mulaw> HEBREW = Voices.HEBREW.sentences();

  @ParameterizedTest
  @CsvSource({"SILENCE, -90", "LINE_NOISE, -40", "RUMBLE, -20", "HUM, -30", "HOLD_MUSIC, -40"})
  void kolan_makes_no_more_mistakes_than_energy_alone(Background background, double dbfs) {
    var place = new Place(background, dbfs);

    Outcome kolan = ListeningTable.outcome(place, HEBREW, DetectorList.KOLAN);

    assertThat(kolan.mistakes())
        .isLessThanOrEqualTo(ListeningTable.outcome(place, HEBREW, DetectorList.ENERGY).mistakes())
        .isLessThanOrEqualTo(2);
    assertThat(kolan.meanOnset()).isLessThan(300);
  }

  @Test
  void the_page_holds_a_table_of_every_voice() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "listening.md"));

    for (Voices voices : Voices.values()) {
      assertThat(page).contains("### " + voices.label() + ": ");
    }
  }
}
