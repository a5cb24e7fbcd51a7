package app.kolan.server.aftercall;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.Turn;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.s3.S3SoundArchive;
import app.kolan.server.store.s3.S3StandIn;
import app.kolan.stubs.FailureMode;
import app.kolan.twilio.audio.Mulaw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sounds without words get them after the call.
@Tag("socket")
class AfterCallTranscriptionTest extends AfterCallsFixture {
  @Test
  void a_message_gets_words_and_its_call_a_summary_and_both_are_metered() {
    arrive();
    message("reason_appointment");

    rounds(both(whisper()));

    assertThat(stores.recordings().find(RECORDING).orElseThrow().words()).isEqualTo(REASON);
    assertThat(summary())
        .extracting(CallSummary::summary, CallSummary::subject, CallSummary::madeBy)
        .containsExactly(SUMMARY, REASON, "anthropic/a-model");
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
    assertThat(used).extracting(ProviderUsage::job).contains(UsageJob.STT, UsageJob.LLM);
    assertThat(used.stream().map(usage -> usage.units().audio()).reduce(Duration::plus))
        .contains(CLIPS.audio("reason_appointment").duration());
    assertThat(timeline()).contains(TimelineEntry.Kind.SUMMARY);
  }

  @Test
  void a_turn_without_words_gets_them_from_streaming_speech_to_text() {
    arrive();
    turn("reason_appointment", null);
    turn("name_dana", "known");
    over();

    rounds(selection(deepgram(), null));

    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::words)
        .containsExactly(REASON, "known");
  }

  @Test
  void speech_to_text_that_fails_is_asked_again_later_and_then_given_up() {
    arrive();
    message("reason_appointment");
    whisper.failWith(FailureMode.OVERLOADED);

    rounds(both(whisper()));
    assertThat(summary().madeBy()).isEqualTo(CallSummary.BY_FACTS);
    assertThat(whisper.requests()).hasSize(1);
    rounds(both(whisper()));
    assertThat(whisper.requests()).as("not before its time").hasSize(1);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofHours(2));
      rounds(both(whisper()));
    }

    assertThat(whisper.requests()).hasSize(AfterCallRetries.usual().mostAttempts());
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
    assertThat(model.requests()).as("there are no words").isEmpty();
  }

  @Test
  void speech_to_text_that_works_again_brings_the_words_and_a_better_summary() {
    arrive();
    message("reason_appointment");
    whisper.failWith(FailureMode.OVERLOADED);
    rounds(both(whisper()));
    whisper.recover();

    clock.advance(Duration.ofSeconds(11));
    rounds(both(whisper()));

    assertThat(stores.recordings().find(RECORDING).orElseThrow().words()).isEqualTo(REASON);
    assertThat(summary().summary()).isEqualTo(SUMMARY);
  }

  @Test
  void a_second_provider_takes_over_from_one_that_fails() {
    arrive();
    message("reason_appointment");
    deepgram.failWith(FailureMode.OVERLOADED);

    rounds(new ProviderSelection(List.of(), List.of(deepgram(), whisper()), List.of(), List.of()));

    assertThat(stores.recordings().find(RECORDING).orElseThrow().words()).isEqualTo(REASON);
  }

  @Test
  void a_sound_whose_file_is_gone_or_no_sound_is_given_up_at_once() throws Exception {
    arrive();
    turn("reason_appointment", null);
    turn("name_dana", null);
    List<Turn> turns = stores.turns().findByCall(CALL);
    Files.delete(audio.resolve(String.valueOf(turns.get(0).audioFile())));
    Files.writeString(audio.resolve(String.valueOf(turns.get(1).audioFile())), "no sound");
    over();

    rounds(both(whisper()));

    assertThat(stores.transcriptions().findToTranscribe(CALL)).isEmpty();
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
    assertThat(whisper.requests()).isEmpty();
  }

  @Test
  void a_sound_that_another_server_is_yet_to_bring_is_waited_for() throws Exception {
    try (var store = new S3StandIn();
        var archive = new S3SoundArchive(store.bucket())) {
      audio = AudioFiles.open(folder, DiskSpace.of(folder), archive);
      arrive();
      message("reason_appointment");
      String name = String.valueOf(stores.recordings().find(RECORDING).orElseThrow().audioFile());
      Path elsewhere = folder.resolve("elsewhere.wav");
      Files.move(audio.resolve(name), elsewhere);
      rounds(both(whisper()));
      assertThat(whisper.requests()).isEmpty();

      archive.put(name, elsewhere);
      clock.advance(Duration.ofSeconds(11));
      rounds(both(whisper()));

      assertThat(stores.recordings().find(RECORDING).orElseThrow().words()).isEqualTo(REASON);
    }
  }

  @Test
  void a_long_sound_is_cut_where_it_is_quiet() {
    var parts = new ArrayList<Mulaw>();
    Mulaw loud = CLIPS.audio("message_long");
    while (parts.size() / 2 < 600 / loud.duration().toSeconds()) {
      parts.add(loud);
      parts.add(Mulaw.silence(Duration.ofMillis(400)));
    }
    Mulaw sound = Mulaw.join(parts);

    List<Mulaw> pieces = SoundPieces.of(sound);

    assertThat(Mulaw.join(pieces)).isEqualTo(sound);
    assertThat(pieces).hasSizeBetween(3, 4);
    for (Mulaw piece : pieces.subList(0, pieces.size() - 1)) {
      assertThat(Math.abs(piece.sampleAt(piece.length() - 1))).isLessThan((short) 200);
    }
  }
}
