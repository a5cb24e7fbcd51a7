package app.kolan.server.session;

import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.TurnStore;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a call's turns down as they happen: sound first, then the row that names it.
///
/// Blocks for the disk; used by the thread of the call.
public final class TranscriptWriter {
  private static final Logger LOG = LoggerFactory.getLogger(TranscriptWriter.class);

  private final CallSid call;
  private final TurnStore turns;
  private final AudioFiles audioFiles;
  private final DeferredWrites deferred;
  private int sounds;
  private int answers;

  /// The position of the next turn. A call's turns are written by one writer alone, which so knows
  /// it while the database is away.
  private int next;

  public TranscriptWriter(CallSid call, TurnStore turns, AudioFiles audioFiles) {
    this(call, turns, audioFiles, new DeferredWrites());
  }

  /// @param deferred where turns wait while the database is away
  public TranscriptWriter(
      CallSid call, TurnStore turns, AudioFiles audioFiles, DeferredWrites deferred) {
    this.call = call;
    this.turns = turns;
    this.audioFiles = audioFiles;
    this.deferred = deferred;
  }

  /// Keeps what the caller said; gives the turn's position.
  int callerSaid(String about, SpeechSegment speech) {
    return spoken(Speaker.CALLER, about, speech);
  }

  /// Keeps what one side of an overheard call said.
  void overheard(SpeechSegment speech) {
    spoken(speech.side() == Track.INBOUND ? Speaker.CALLER : Speaker.AGENT, "", speech);
  }

  void callerPressed(String about, Duration from, Duration to, String keys) {
    add(Speaker.CALLER, about, from, to, Duration.ZERO, false, keys, null);
  }

  /// Keeps what the agent said. Its sound is all that was made of it: what was not heard lies
  /// behind what was.
  void agentSaid(AgentTurn turn) {
    String file = turn.sound().isEmpty() ? null : stored("agent-%03d", ++answers, turn.sound());
    add(
        new NewTurn(
            call,
            Speaker.AGENT,
            turn.about(),
            turn.from(),
            turn.at(),
            turn.heard(),
            turn.cutOff(),
            null,
            file,
            turn.words(),
            turn.unheard().isEmpty() ? null : turn.unheard()));
  }

  /// Keeps what an STT provider understood of a turn of the caller's.
  void understood(int turn, String words) {
    deferred.run(() -> turns.setWords(call, turn, words));
  }

  private int spoken(Speaker speaker, String about, SpeechSegment speech) {
    Mulaw audio = speech.audio();
    String file = stored("turn-%03d", ++sounds, audio);
    return add(speaker, about, speech.from(), speech.to(), audio.duration(), false, null, file);
  }

  /// Null when the disk does not take the sound: the talk goes on without it.
  private @Nullable String stored(String name, int number, Mulaw audio) {
    try {
      return audioFiles.store(call, name.formatted(number), Wav.of(audio));
    } catch (StoreException failure) {
      LOG.atError().addKeyValue("why", failure.getMessage()).log("the sound of a turn is lost");
      return null;
    }
  }

  private int add(NewTurn turn) {
    int position =
        deferred.run(() -> turns.add(turn), () -> turns.addUnlessThere(turn)).orElse(next);
    next = position + 1;
    return position;
  }

  private int add(
      Speaker speaker,
      String about,
      Duration from,
      Duration to,
      Duration heard,
      boolean cutOff,
      @Nullable String keys,
      @Nullable String file) {
    return add(new NewTurn(call, speaker, about, from, to, heard, cutOff, keys, file));
  }
}
