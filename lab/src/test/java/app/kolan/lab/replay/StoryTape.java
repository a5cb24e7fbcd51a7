package app.kolan.lab.replay;

import app.kolan.server.agent.FallbackChain;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.calltrace.FullRedaction;
import app.kolan.server.calltrace.HiddenRedaction;
import app.kolan.server.calltrace.PromptHashes;
import app.kolan.server.calltrace.SentAudio;
import app.kolan.server.calltrace.TapeCodec;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TapeRedaction;
import app.kolan.server.calltrace.TapedInputAudio;
import app.kolan.server.calltrace.TraceResult;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.Admission;
import app.kolan.server.telephony.HandOvers;
import app.kolan.server.telephony.Resumption;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.Webhooks;
import app.kolan.simulator.script.CallerFrame;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tapes of the stories, played on virtual time by the real webhooks and stream handler, and
/// recorded as the server records them.
public final class StoryTape {
  public static final PhoneNumber DANA = new PhoneNumber("+972541234567");
  public static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  public static final PhoneNumber CALLED = new PhoneNumber("+97231234567");
  public static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final PublicUrl BASE = PublicUrl.parse("https://phone.example.com").orElseThrow();
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final String STREAM = "MZ00000000000000000000000000000001";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  private final List<TapeLine> lines = new ArrayList<>();
  private final PhoneNumber caller;
  private int frames;
  private int sent;
  private int requests;
  private String ticket = "";

  private StoryTape(PhoneNumber caller) {
    this.caller = caller;
  }

  /// What was recorded, before and after the redaction.
  public record Recorded(List<TapeLine> lines, String ticket, String file) {
    public byte[] bytes() {
      return file.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Plays a story and records it.
  public static Recorded record(
      String story, PhoneNumber caller, @Nullable PhoneNumber human, TapeMode taping, Path data)
      throws MalformedWebhook, InterruptedException {
    return record(story, caller, human, InputAudioConfig.USUAL, taping, data);
  }

  /// Plays a story with these input-audio settings, and records it.
  public static Recorded record(
      String story,
      PhoneNumber caller,
      @Nullable PhoneNumber human,
      InputAudioConfig inputAudio,
      TapeMode taping,
      Path data)
      throws MalformedWebhook, InterruptedException {
    var tape = new StoryTape(caller);
    var business = new Business(Business.FIRST, "test", human, AnswerMode.CONVERSE);
    tape.record(story, business, inputAudio, data);
    var header =
        new TapeHeader(
            "test",
            taping,
            CALL,
            NOON,
            BASE,
            business.id(),
            business.mode(),
            TapedInputAudio.of(inputAudio),
            human,
            false,
            PromptHashes.of(Story.PROMPTS));
    TapeRedaction redaction =
        taping == TapeMode.FULL
            ? new FullRedaction(Story.PROMPTS)
            : new HiddenRedaction(Story.PROMPTS, inputAudio.detector(), "IL", new Random(7));
    var file = new StringBuilder(TapeCodec.write(redaction.of(header))).append('\n');
    for (TapeLine line : tape.lines) {
      redaction.of(line).forEach(one -> file.append(TapeCodec.write(one)).append('\n'));
    }
    redaction.heldBack().forEach(one -> file.append(TapeCodec.write(one)).append('\n'));
    return new Recorded(tape.lines, tape.ticket, file.toString());
  }

  private void record(String story, Business business, InputAudioConfig inputAudio, Path data)
      throws MalformedWebhook, InterruptedException {
    InstantSource clock = InstantSource.fixed(NOON);
    var calls = new ActiveCalls();
    var directory = BusinessDirectory.ofOne(BusinessSettings.of(business));
    try (Stores stores = StoreFactory.open(data)) {
      var webhooks =
          new Webhooks(
              stores.calls(),
              stores.recordings(),
              directory,
              PromptLibraries.of(Story.PROMPTS),
              _ -> {},
              calls,
              Admission.ofAll(calls),
              Resumption.none(),
              new HandOvers(
                  stores, directory, PromptLibraries.of(Story.PROMPTS), calls, () -> false, clock),
              Runnable::run,
              () -> false,
              clock);
      var streamHandler =
          new StreamHandler(
              stores,
              AudioFiles.open(data),
              directory,
              inputAudio,
              _ -> new FallbackChain(null, Story.PROMPTS),
              true,
              calls,
              clock);
      String greeting = TwimlWriter.write(webhooks.incomingCall(form("ringing"), BASE));
      exchange(TwilioPaths.INCOMING_CALL, form("ringing"), greeting);
      Matcher found = TICKET.matcher(greeting);
      ticket = found.find() ? found.group(1) : "";
      converse(story, streamHandler);
      String next = TwimlWriter.write(webhooks.streamEnded(form("in-progress"), BASE));
      exchange(TwilioPaths.STREAM_ENDED, form("in-progress"), next);
      webhooks.statusCallbacks().callStatus(form("completed"));
      exchange(TwilioPaths.CALL_STATUS, form("completed"), "");
      calls.awaitConversations(Duration.ofSeconds(10));
      lines.add(
          new TapeLine.Known(
              here(), TraceResult.of(stores.calls(), stores.leads(), CALL).orElseThrow()));
    }
  }

  private void converse(String story, StreamHandler streamHandler) {
    Map<String, String> parameters = Map.of("business_id", "1", "ticket", ticket);
    var carrier = new StreamEnd(STREAM, CALL.value(), ACCOUNT, parameters);
    var line = new VirtualLine(carrier);
    var started =
        new StreamEvent.Started(1, STREAM, CALL.value(), ACCOUNT, List.of("inbound"), parameters);
    lines.add(new TapeLine.Opened(here(), 1, TwilioPaths.TWO_WAY));
    lines.add(new TapeLine.Heard(here(), 1, started));
    line.open(new Overheard(streamHandler.converse(CALL, started, line), line));
    noteSent(line);
    var part = new ScriptedCaller(Story.fromStream(story), Story.SOUNDS);
    Mulaw heard = Mulaw.SILENT_FRAME;
    while (line.closed() == null) {
      CallerFrame moment = part.next(heard);
      if (moment.hangsUp()) {
        line.stop();
      } else {
        line.frame(moment.digits(), moment.audio());
      }
      heard = line.heard();
      noteSent(line);
    }
    part.lineEnded();
    lines.add(new TapeLine.Closed(here(), 1, true, line.closed().code()));
  }

  /// Records what the carrier sends before it is processed.
  private final class Overheard implements app.kolan.server.session.StreamReceiver {
    private final app.kolan.server.session.StreamReceiver end;
    private final VirtualLine line;

    Overheard(app.kolan.server.session.StreamReceiver end, VirtualLine line) {
      this.end = end;
      this.line = line;
    }

    @Override
    public void hear(StreamEvent event) {
      noteSent(line);
      if (event instanceof StreamEvent.Media) {
        frames++;
      }
      if (!(event instanceof StreamEvent.Started)) {
        lines.add(new TapeLine.Heard(here(), 1, event));
      }
      end.hear(event);
    }

    @Override
    public void end(LineEnded.How how) {
      end.end(how);
    }

    @Override
    public void leave() {
      end.leave();
    }

    @Override
    public void awaitQuiet() {
      end.awaitQuiet();
    }
  }

  private void noteSent(VirtualLine line) {
    for (; sent < line.sent().size(); sent++) {
      lines.add(
          switch (line.sent().get(sent).command()) {
            case StreamCommand.Media(var audio) ->
                new TapeLine.Said(here(), 1, SentAudio.of(audio));
            case StreamCommand.Mark(var name) -> new TapeLine.Marked(here(), 1, name);
            case StreamCommand.Clear() -> new TapeLine.Cleared(here(), 1);
          });
    }
  }

  private void exchange(String path, FormPairs form, String body) {
    requests++;
    lines.add(new TapeLine.Asked(here(), requests, path, form));
    lines.add(new TapeLine.Answered(here(), requests, body.isEmpty() ? 204 : 200, body));
  }

  private TapePosition here() {
    return new TapePosition(1000 + 20L * frames + requests, frames);
  }

  private FormPairs form(String status) {
    return FormPairs.of(
        "CallSid",
        CALL.value(),
        "AccountSid",
        ACCOUNT,
        "From",
        caller.value(),
        "To",
        CALLED.value(),
        "Caller",
        caller.value(),
        "Called",
        CALLED.value(),
        "CallStatus",
        status,
        "FromCity",
        "TEL AVIV",
        "CallerName",
        "DANA LEVI",
        "CallToken",
        "a token of the carrier");
  }
}
