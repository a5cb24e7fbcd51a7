package app.kolan.server.jobs;

import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UnfinishedAudio;
import app.kolan.server.telephony.rest.RecordingFetch.Absent;
import app.kolan.server.telephony.rest.RecordingFetch.Fetched;
import app.kolan.server.telephony.rest.RecordingFetch.NotReady;
import app.kolan.server.telephony.rest.RecordingFetch.Refused;
import app.kolan.server.telephony.rest.RecordingFetch.TooLarge;
import app.kolan.server.telephony.rest.RecordingFetch.Unreachable;
import app.kolan.server.telephony.rest.RecordingSink;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to bring a recording into the data folder.
///
/// It may be made again at any point: the file has one name, and takes its own place.
final class RecordingJob {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingJob.class);

  /// What is to be done next.
  sealed interface Next {
    /// Nothing: the recording is there, or will never be.
    record Done() implements Next {}

    record TryAgain(Duration pause) implements Next {}
  }

  /// The headers of a WAV file are in so many bytes.
  private static final int MOST_HEADERS = 64 * 1024;

  private static final Next DONE = new Next.Done();

  private final RecordingStore recordings;
  private final Function<CallSid, Optional<TwilioRest>> clients;
  private final AudioFiles files;
  private final FetchRetries plan;
  private final InstantSource clock;
  private volatile @Nullable UnwrittenCalls unwritten;

  RecordingJob(
      RecordingStore recordings,
      Function<CallSid, Optional<TwilioRest>> clients,
      AudioFiles files,
      FetchRetries plan,
      InstantSource clock) {
    this.recordings = recordings;
    this.clients = clients;
    this.files = files;
    this.plan = plan;
    this.clock = clock;
  }

  /// Has the calls of which nothing is known written down by these from now on.
  void writeCallsBy(UnwrittenCalls calls) {
    unwritten = calls;
  }

  Next attempt(RecordingSid sid) throws InterruptedException {
    Optional<Recording> recording = recordings.find(sid);
    return recording.isPresent() && isWanted(recording.get()) ? fetch(recording.get()) : DONE;
  }

  private static boolean isWanted(Recording recording) {
    return recording.state() == RecordingState.ANNOUNCED
        || recording.state() == RecordingState.FAILED;
  }

  private Next fetch(Recording recording) throws InterruptedException {
    Optional<TwilioRest> client = clients.apply(recording.call());
    if (client.isEmpty()) {
      UnwrittenCalls.Result written = writeCall(recording.call());
      if (written == UnwrittenCalls.Result.NOT_ASKED) {
        return tryAgain(recording, "Twilio could not be asked for call %s", recording.call());
      }
      client = clients.apply(recording.call());
    }
    if (client.isEmpty()) {
      failed(
          recording,
          "call %s is not in the ledger, or no token of its Twilio account is configured",
          recording.call());
      return new Next.TryAgain(plan.refusedPause());
    }
    return fetch(recording, client.get());
  }

  private UnwrittenCalls.Result writeCall(CallSid call) throws InterruptedException {
    UnwrittenCalls calls = unwritten;
    if (calls == null) {
      return UnwrittenCalls.Result.NOT_OURS;
    }
    return calls.writeWithMessage(call);
  }

  private Next fetch(Recording recording, TwilioRest twilio) throws InterruptedException {
    try (UnfinishedAudio file = files.begin(recording.call(), "message-" + recording.sid())) {
      return switch (twilio.fetchRecording(recording.sid(), plan.mostBytes(), into(file))) {
        case Fetched(String contentType) -> keep(recording, file, contentType);
        case NotReady() -> waitForIt(recording);
        case Absent(int status) -> absent(recording, "Twilio has it no more (HTTP %d)", status);
        case Unreachable(String why) -> tryAgain(recording, "Twilio could not be reached: %s", why);
        case Refused refused when refused.mayPass() ->
            tryAgain(recording, "Twilio is troubled: %s", refused);
        case Refused refused -> {
          failed(recording, "Twilio refused it: %s; check the account SID and token", refused);
          yield new Next.TryAgain(plan.refusedPause());
        }
        case TooLarge() -> {
          failed(recording, "it is larger than %d bytes", plan.mostBytes());
          yield DONE;
        }
      };
    } catch (StoreException e) {
      return waitForRoom(recording, e);
    }
  }

  private static RecordingSink into(UnfinishedAudio file) {
    return new RecordingSink() {
      @Override
      public void expect(long bytes) {
        file.expect(bytes);
      }

      @Override
      public void write(ByteBuffer bytes) {
        file.write(bytes);
      }
    };
  }

  private Next keep(Recording recording, UnfinishedAudio file, String contentType) {
    long bytes = file.length();
    Duration length;
    try {
      length = Wav.duration(file.beginning(MOST_HEADERS), bytes);
    } catch (MalformedWav e) {
      return tryAgain(recording, "what came is no sound (%s)", contentType + ", " + e.getMessage());
    }
    String path = files.keep(file);
    if (recordings.markStored(recording.sid(), path, bytes, length, clock.instant())) {
      LOG.atInfo()
          .addKeyValue("call", recording.call())
          .addKeyValue("recording", recording.sid())
          .addKeyValue("bytes", bytes)
          .log("recording stored");
    }
    return DONE;
  }

  /// A disk without room, or a store that is troubled, is not Twilio's fault: however long that
  /// takes, the recording is not given up.
  private Next waitForRoom(Recording recording, StoreException trouble) {
    LOG.atWarn()
        .addKeyValue("call", recording.call())
        .addKeyValue("recording", recording.sid())
        .addKeyValue("problem", trouble.getMessage())
        .log("recording not stored yet");
    recordings.addFailedAttempt(
        recording.sid(), "it could not be stored: " + trouble.code(), clock.instant());
    return again(recording);
  }

  private Next waitForIt(Recording recording) {
    if (isOverdue(recording)) {
      return absent(recording, "Twilio did not have it within %s", plan.giveUpAfter());
    }
    recordings.addFailedAttempt(recording.sid(), "Twilio does not have it yet", clock.instant());
    return again(recording);
  }

  private Next tryAgain(Recording recording, String problem, Object detail) {
    if (isOverdue(recording)) {
      failed(recording, "given up: " + problem, detail);
      return DONE;
    }
    recordings.addFailedAttempt(recording.sid(), problem.formatted(detail), clock.instant());
    return again(recording);
  }

  private Next again(Recording recording) {
    return new Next.TryAgain(plan.pauseAfter(recording.attempts() + 1));
  }

  private void failed(Recording recording, String problem, Object detail) {
    String told = problem.formatted(detail);
    recordings.markFailed(recording.sid(), told, clock.instant());
    LOG.atWarn()
        .addKeyValue("call", recording.call())
        .addKeyValue("recording", recording.sid())
        .addKeyValue("problem", told)
        .log("recording not fetched");
  }

  private Next absent(Recording recording, String problem, Object detail) {
    recordings.markAbsent(
        recording.sid(), recording.call(), problem.formatted(detail), clock.instant());
    return DONE;
  }

  private boolean isOverdue(Recording recording) {
    return clock.instant().isAfter(recording.announcedAt().plus(plan.giveUpAfter()));
  }
}
