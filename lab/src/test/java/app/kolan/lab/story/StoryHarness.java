package app.kolan.lab.story;

import app.kolan.lab.replay.VirtualLine;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.StreamParameters;
import app.kolan.simulator.script.CallerFrame;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plays scripted calls on virtual time: the real stream handler, agent and stores, and a Twilio
/// and a caller that the frames drive.
final class StoryHarness implements AutoCloseable {
  static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final int LONGEST_CALL = 50 * 300;
  private static final String ACCOUNT = "AC00000000000000000000000000000001";

  private final Stores stores;
  private final ActiveCalls active = new ActiveCalls();
  private final StreamHandler reception;
  private int calls;

  StoryHarness(Path data, @Nullable PhoneNumber human) {
    stores = StoreFactory.open(data);
    reception =
        new StreamHandler(
            stores,
            AudioFiles.open(data),
            BusinessDirectory.ofOne(
                BusinessSettings.of(
                    new Business(Business.FIRST, "test", human, AnswerMode.CONVERSE))),
            InputAudioConfig.USUAL,
            _ -> new FallbackChain(null, Story.PROMPTS),
            true,
            active,
            InstantSource.fixed(NOON));
  }

  /// A call that was played.
  record Played(CallSid sid, ScriptedCaller caller, VirtualLine line) {}

  Played play(String story, PhoneNumber from) {
    return play(story, from, -1);
  }

  /// Plays a story; the caller hangs up in the given frame, or as the story says if it is negative.
  Played play(String story, PhoneNumber from, int hangsUpAt) {
    var sid = new CallSid("CA%032d".formatted(++calls));
    var to = new PhoneNumber("+97231234567");
    LoggedCall call =
        stores
            .calls()
            .addArrival(sid, ACCOUNT, Business.FIRST, 0, from, to, "ticket-" + calls, NOON);
    Map<String, String> parameters =
        Map.of(StreamParameters.BUSINESS, "1", StreamParameters.TICKET, call.ticket());
    String streamSid = "MZ%032d".formatted(calls);
    var started =
        new StreamEvent.Started(1, streamSid, sid.value(), ACCOUNT, List.of("inbound"), parameters);
    var line = new VirtualLine(new StreamEnd(streamSid, sid.value(), ACCOUNT, parameters));
    var caller = new ScriptedCaller(Story.fromStream(story), Story.SOUNDS);
    line.open(reception.converse(sid, started, line));
    drive(line, caller, hangsUpAt);
    return new Played(sid, caller, line);
  }

  private static void drive(VirtualLine line, ScriptedCaller caller, int hangsUpAt) {
    Mulaw heard = Mulaw.SILENT_FRAME;
    for (int frame = 0; frame < LONGEST_CALL && line.closed() == null; frame++) {
      CallerFrame moment = caller.next(heard);
      if (moment.hangsUp() || frame == hangsUpAt) {
        line.stop();
      } else {
        line.frame(moment.digits(), moment.audio());
      }
      heard = line.heard();
    }
    caller.lineEnded();
  }

  Stores stores() {
    return stores;
  }

  /// How many call threads are still running shortly after the last line has ended.
  int threadsLeft() throws InterruptedException {
    active.awaitConversations(Duration.ofSeconds(10));
    return active.conversations();
  }

  @Override
  public void close() {
    stores.close();
  }
}
