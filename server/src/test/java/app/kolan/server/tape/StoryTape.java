package app.kolan.server.tape;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.twiml.TwimlWriter;
import app.kolan.carrier.webhook.CallSid;
import app.kolan.carrier.webhook.MalformedWebhook;
import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.attendant.Ladder;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.call.CallThreads;
import app.kolan.server.call.Hearing;
import app.kolan.server.call.LineEnded;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.config.Taping;
import app.kolan.server.ledger.AudioFiles;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.line.Admission;
import app.kolan.server.line.CallsUnderWay;
import app.kolan.server.line.Paths;
import app.kolan.server.line.Reception;
import app.kolan.server.line.Webhooks;
import app.kolan.server.replay.VirtualLine;
import app.kolan.server.stories.Story;
import app.kolan.simulator.script.CallerPart;
import app.kolan.simulator.script.Moment;
import app.kolan.simulator.stream.StreamEnd;
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

/// Tapes of the stories, told on virtual time by the real webhooks and reception and recorded as
/// the server records them.
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

  /// Tells a story and records it.
  public static Recorded record(
      String story, PhoneNumber caller, @Nullable PhoneNumber human, Taping taping, Path data)
      throws MalformedWebhook, InterruptedException {
    return record(story, caller, human, Hearing.USUAL, taping, data);
  }

  /// Tells a story to a server that hears in this way, and records it.
  public static Recorded record(
      String story,
      PhoneNumber caller,
      @Nullable PhoneNumber human,
      Hearing hearing,
      Taping taping,
      Path data)
      throws MalformedWebhook, InterruptedException {
    var tape = new StoryTape(caller);
    var business = new Business(Business.FIRST, "test", human, AnswerMode.CONVERSE);
    tape.tell(story, business, hearing, data);
    var header =
        new TapeHeader(
            "test",
            taping,
            CALL,
            NOON,
            BASE,
            business.id(),
            business.mode(),
            TapedHearing.of(hearing),
            human,
            false,
            PromptHashes.of(Story.PROMPTS));
    Redaction redaction =
        taping == Taping.FULL
            ? new FullRedaction(Story.PROMPTS)
            : new HiddenRedaction(Story.PROMPTS, hearing.detector(), new Random(7));
    var file = new StringBuilder(TapeCodec.write(redaction.of(header))).append('\n');
    for (TapeLine line : tape.lines) {
      redaction.of(line).forEach(one -> file.append(TapeCodec.write(one)).append('\n'));
    }
    redaction.heldBack().forEach(one -> file.append(TapeCodec.write(one)).append('\n'));
    return new Recorded(tape.lines, tape.ticket, file.toString());
  }

  private void tell(String story, Business business, Hearing hearing, Path data)
      throws MalformedWebhook, InterruptedException {
    InstantSource clock = InstantSource.fixed(NOON);
    var underWay = new CallsUnderWay(clock);
    var threads = new CallThreads();
    try (Ledger ledger = Ledger.open(data)) {
      var webhooks =
          new Webhooks(
              ledger,
              business,
              Story.PROMPTS,
              _ -> {},
              underWay,
              Admission.ofAll(),
              () -> false,
              clock);
      var reception =
          new Reception(
              ledger,
              AudioFiles.open(data),
              business,
              hearing,
              new Ladder(null, Story.PROMPTS),
              true,
              threads,
              underWay,
              Admission.ofAll(),
              clock);
      String greeting = TwimlWriter.write(webhooks.incomingCall(form("ringing"), BASE));
      exchange(Paths.INCOMING_CALL, form("ringing"), greeting);
      Matcher found = TICKET.matcher(greeting);
      ticket = found.find() ? found.group(1) : "";
      talk(story, reception);
      String next = TwimlWriter.write(webhooks.streamEnded(form("in-progress"), BASE));
      exchange(Paths.STREAM_ENDED, form("in-progress"), next);
      webhooks.callStatus(form("completed"));
      exchange(Paths.CALL_STATUS, form("completed"), "");
      threads.awaitAll(Duration.ofSeconds(10));
      lines.add(new TapeLine.Known(here(), CallResult.of(ledger, CALL).orElseThrow()));
    }
  }

  private void talk(String story, Reception reception) {
    Map<String, String> parameters = Map.of("business_id", "1", "ticket", ticket);
    var carrier = new StreamEnd(STREAM, CALL.value(), ACCOUNT, parameters);
    var line = new VirtualLine(carrier);
    var started =
        new StreamEvent.Started(1, STREAM, CALL.value(), ACCOUNT, List.of("inbound"), parameters);
    lines.add(new TapeLine.Opened(here(), 1, Paths.TWO_WAY));
    lines.add(new TapeLine.Heard(here(), 1, started));
    line.open(new Overheard(reception.converse(CALL, started, line), line));
    noteSent(line);
    var part = new CallerPart(Story.fromStream(story), Story.SOUNDS);
    Mulaw heard = Mulaw.SILENT_FRAME;
    while (line.closed() == null) {
      Moment moment = part.next(heard);
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

  /// Writes down what the carrier says before it is acted on.
  private final class Overheard implements app.kolan.server.call.StreamEnd {
    private final app.kolan.server.call.StreamEnd end;
    private final VirtualLine line;

    Overheard(app.kolan.server.call.StreamEnd end, VirtualLine line) {
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
            case StreamCommand.Media(var audio) -> new TapeLine.Said(here(), 1, Sound.of(audio));
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

  private Place here() {
    return new Place(1000 + 20L * frames + requests, frames);
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
