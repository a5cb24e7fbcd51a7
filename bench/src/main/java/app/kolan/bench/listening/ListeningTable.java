package app.kolan.bench.listening;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tables of `docs/listening.md`: every voice over every background, and every background
/// alone, with each detector.
final class ListeningTable {
  private static final List<Double> LOUDNESSES = List.of(0.0, -12.0);
  private static final int SECONDS_ALONE = 60;

  private static final List<Place> PLACES =
      List.of(
          new Place(Background.SILENCE, -90),
          new Place(Background.LINE_NOISE, -60),
          new Place(Background.LINE_NOISE, -50),
          new Place(Background.LINE_NOISE, -40),
          new Place(Background.LINE_NOISE, -30),
          new Place(Background.FAN, -40),
          new Place(Background.FAN, -30),
          new Place(Background.RUMBLE, -30),
          new Place(Background.RUMBLE, -20),
          new Place(Background.HUM, -30),
          new Place(Background.HUM, -20),
          new Place(Background.MUSIC, -50),
          new Place(Background.MUSIC, -40),
          new Place(Background.MUSIC, -30),
          new Place(Background.HOLD_MUSIC, -40),
          new Place(Background.HOLD_MUSIC, -30),
          new Place(Background.VOICES, -50),
          new Place(Background.VOICES, -40));

  private static final List<Place> EVENTS =
      List.of(
          new Place(Background.KEYS, -25),
          new Place(Background.KNOCKS, -35),
          new Place(Background.COUGHS, -30));

  private ListeningTable() {}

  /// A background at a level.
  record Place(Background background, double dbfs) {
    String label() {
      return background == Background.SILENCE
          ? "a quiet line"
          : "%s, %.0f dBFS".formatted(background.label(), dbfs);
    }
  }

  static String write() {
    var page = new StringBuilder();
    for (Voices voices : Voices.values()) {
      List<Mulaw> sentences = voices.sentences();
      page.append("### %s: %d sentences\n\n".formatted(voices.label(), 2 * sentences.size()));
      page.append(table(PLACES, place -> withVoices(place, sentences))).append('\n');
    }
    page.append("### Nobody speaks\n\n");
    var alone = new ArrayList<>(PLACES);
    alone.addAll(EVENTS);
    page.append(table(alone, ListeningTable::alone));
    return page.toString();
  }

  /// What came of these sentences over one background, at two loudnesses.
  static Outcome outcome(Place place, List<Mulaw> sentences, DetectorList detectors) {
    return outcome(scenes(place, sentences), detectors);
  }

  private static List<String> withVoices(Place place, List<Mulaw> sentences) {
    List<AudioScene> scenes = scenes(place, sentences);
    return Arrays.stream(DetectorList.values())
        .map(detectors -> cell(outcome(scenes, detectors)))
        .toList();
  }

  private static List<AudioScene> scenes(Place place, List<Mulaw> sentences) {
    return LOUDNESSES.stream()
        .map(louder -> AudioScene.of(sentences, louder, place.background(), place.dbfs()))
        .toList();
  }

  private static Outcome outcome(List<AudioScene> scenes, DetectorList detectors) {
    return scenes.stream()
        .map(scene -> ListeningTrial.of(scene, detectors.fresh()))
        .reduce(Outcome.NONE, Outcome::and);
  }

  private static String table(List<Place> places, Function<Place, List<String>> cells) {
    var table = new StringBuilder();
    String head =
        Arrays.stream(DetectorList.values())
            .map(DetectorList::label)
            .collect(Collectors.joining(" | "));
    table.append("| behind it | ").append(head).append(" |\n| --- | --- | --- | --- |\n");
    for (Place place : places) {
      String row = String.join(" | ", cells.apply(place));
      table.append("| ").append(place.label()).append(" | ").append(row).append(" |\n");
    }
    return table.toString();
  }

  private static String cell(Outcome outcome) {
    String onset = outcome.meanOnset() < 0 ? "–" : outcome.meanOnset() + " ms";
    return "%s · %d · %d · %d · %d"
        .formatted(onset, outcome.missed(), outcome.wrong(), outcome.cut(), outcome.late());
  }

  private static List<String> alone(Place place) {
    AudioScene scene = AudioScene.of(place.background(), place.dbfs(), SECONDS_ALONE);
    return Arrays.stream(DetectorList.values())
        .map(
            detectors ->
                ListeningTrial.of(scene, detectors.fresh()).wrong()
                    + " · "
                    + ListeningTrial.interruptions(scene, detectors.fresh()))
        .toList();
  }
}
