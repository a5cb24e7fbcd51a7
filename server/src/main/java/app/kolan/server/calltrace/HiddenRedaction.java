package app.kolan.server.calltrace;

import app.kolan.server.calltrace.SentAudio.Part;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Keeps the course of a call on the tape, and nothing of who called and what was said: numbers and
/// keys are replaced by pseudonyms, tickets by names. Speech is left out; the tape says which
/// frames held speech.
///
/// Audio that the server sends is left out; the tape names the prompts that it is made of. Prompts
/// that say digits all get the same name, because they read a phone number back.
public final class HiddenRedaction implements TapeRedaction {
  /// A key that comes this long after the previous one begins another number, as it does for the
  /// agent.
  private static final int FRAMES_BETWEEN_NUMBERS = 150;

  private static final int MOST_KEYS = 20;

  private final NumberPseudonyms numbers;
  private final FormRedaction forms;
  private final TicketNames tickets = new TicketNames();
  private final PromptTracker prompts;
  private final VadFactory detectors;
  private final Map<Side, SpeechFrames> judges = new HashMap<>();
  private final Map<Integer, PressedKeys> pressed = new HashMap<>();

  private record Side(int socket, Track track) {}

  /// Keys whose pseudonyms are not known yet.
  private record PressedKeys(StringBuilder keys, TapePosition last) {}

  /// @param detectors the detectors that the calls are heard with
  /// @param country where the business is, two capitals of ISO 3166
  /// @param random a source that cannot be reproduced
  public HiddenRedaction(
      PromptLibrary library, VadFactory detectors, String country, RandomGenerator random) {
    this.detectors = detectors;
    prompts = new PromptTracker(library);
    numbers = new NumberPseudonyms(country, random);
    forms = new FormRedaction(numbers);
  }

  @Override
  public TapeHeader of(TapeHeader header) {
    PhoneNumber human = header.human();
    return header.withHuman(human == null ? null : new PhoneNumber(numbers.of(human.value())));
  }

  @Override
  public List<TapeLine> of(TapeLine line) {
    return switch (line) {
      case TapeLine.Asked(var place, var request, var path, var form) ->
          List.of(new TapeLine.Asked(place, request, path, forms.of(form)));
      case TapeLine.Answered(var place, var request, var status, var body) ->
          List.of(
              new TapeLine.Answered(place, request, status, forms.text(tickets.hiddenIn(body))));
      case TapeLine.Heard(var place, var socket, var event) -> heard(place, socket, event);
      case TapeLine.Said(var place, var socket, var sound) ->
          List.of(new TapeLine.Said(place, socket, withoutAudio(sound)));
      case TapeLine.Cleared cleared -> {
        prompts.cleared();
        yield List.of(cleared);
      }
      case TapeLine.Closed closed -> after(toldKeys(closed.socket()), closed);
      case TapeLine.Known(var place, var result) ->
          after(heldBack(), new TapeLine.Known(place, hidden(result)));
      case TapeLine.Opened _,
          TapeLine.Muted _,
          TapeLine.Keys _,
          TapeLine.Marked _,
          TapeLine.GaveUp _,
          TapeLine.Lost _,
          TapeLine.Full _ ->
          List.of(line);
    };
  }

  @Override
  public List<TapeLine> heldBack() {
    return List.copyOf(pressed.keySet()).stream()
        .flatMap(socket -> toldKeys(socket).stream())
        .toList();
  }

  private List<TapeLine> heard(TapePosition place, int socket, StreamEvent event) {
    return switch (event) {
      case StreamEvent.Started started ->
          List.of(new TapeLine.Heard(place, socket, hidden(started)));
      case StreamEvent.Media media -> {
        TapeLine line = muted(place, socket, media);
        yield isPauseAfterKeys(place, socket) ? after(toldKeys(socket), line) : List.of(line);
      }
      case StreamEvent.Dtmf(var sequence, var digit) -> keyed(place, socket, sequence, digit);
      case StreamEvent.Stopped stopped ->
          after(toldKeys(socket), new TapeLine.Heard(place, socket, stopped));
      case StreamEvent.Unknown _ ->
          List.of(new TapeLine.Heard(place, socket, new StreamEvent.Unknown(FormRedaction.HIDDEN)));
      case StreamEvent.Connected _, StreamEvent.MarkReached _ ->
          List.of(new TapeLine.Heard(place, socket, event));
    };
  }

  private TapeLine muted(TapePosition place, int socket, StreamEvent.Media media) {
    SpeechFrames judge =
        judges.computeIfAbsent(
            new Side(socket, media.track()),
            side -> new SpeechFrames(detectors.fresh(side.track())));
    return TapeLine.Muted.of(place, socket, media, judge.next(media));
  }

  private StreamEvent.Started hidden(StreamEvent.Started plain) {
    StreamEvent.Started started = tickets.hiddenIn(plain);
    var parameters = new HashMap<>(started.parameters());
    parameters.replaceAll((name, value) -> isHarmless(name, value) ? value : FormRedaction.HIDDEN);
    return new StreamEvent.Started(
        started.sequence(),
        started.streamSid(),
        started.callSid(),
        forms.account(started.accountSid()),
        started.tracks(),
        parameters);
  }

  private static boolean isHarmless(String parameter, String value) {
    return parameter.equals(TicketNames.PARAMETER) || value.matches("[0-9]{0,4}");
  }

  private List<TapeLine> keyed(TapePosition place, int socket, long sequence, char digit) {
    var lines = new ArrayList<TapeLine>();
    if (isPauseAfterKeys(place, socket)) {
      lines.addAll(toldKeys(socket));
    }
    var unknown = new StreamEvent.Dtmf(sequence, TapeLine.UNKNOWN_KEY);
    lines.add(new TapeLine.Heard(place, socket, unknown));
    PressedKeys before = pressed.get(socket);
    var keys = new PressedKeys(before == null ? new StringBuilder() : before.keys(), place);
    keys.keys().append(digit);
    pressed.put(socket, keys);
    if (digit == '#' || keys.keys().length() >= MOST_KEYS) {
      lines.addAll(toldKeys(socket));
    }
    return lines;
  }

  private boolean isPauseAfterKeys(TapePosition place, int socket) {
    PressedKeys keys = pressed.get(socket);
    return keys != null && place.frames() - keys.last().frames() >= FRAMES_BETWEEN_NUMBERS;
  }

  private List<TapeLine> toldKeys(int socket) {
    PressedKeys keys = pressed.remove(socket);
    return keys == null
        ? List.of()
        : List.of(new TapeLine.Keys(keys.last(), socket, numbers.ofKeys(keys.keys().toString())));
  }

  private SentAudio withoutAudio(SentAudio sound) {
    if (sound.audio() == null) {
      return sound;
    }
    var parts = new ArrayList<Part>();
    for (Part part : prompts.next(sound.audio())) {
      Part last = parts.isEmpty() ? null : parts.getLast();
      if (!part.isDigit()) {
        parts.add(part);
      } else if (last != null && last.prompt().equals(SentAudio.DIGITS)) {
        parts.removeLast();
        parts.add(new Part(SentAudio.DIGITS, last.from(), last.samples() + part.samples()));
      } else {
        parts.add(new Part(SentAudio.DIGITS, last == null ? 1 : 0, part.samples()));
      }
    }
    return new SentAudio(sound.samples(), null, parts);
  }

  private TraceResult hidden(TraceResult result) {
    TraceResult.LeadFacts lead = result.lead();
    return new TraceResult(result.outcome(), lead == null ? null : hidden(lead));
  }

  private TraceResult.LeadFacts hidden(TraceResult.LeadFacts lead) {
    return new TraceResult.LeadFacts(
        lead.state(), lead.reason(), lead.name(), numbers.of(lead.callback()), lead.recording());
  }

  private static List<TapeLine> after(List<TapeLine> first, TapeLine last) {
    var lines = new ArrayList<>(first);
    lines.add(last);
    return lines;
  }
}
