package app.kolan.server.console.page;

import app.kolan.server.api.PlayedCalls;
import app.kolan.server.api.StreamedBody;
import app.kolan.server.business.Business;
import app.kolan.server.callsound.CallSound;
import app.kolan.server.callsound.CallSounds;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Contact;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.store.WorkedLead;
import app.kolan.server.tool.knowledge.LookUp;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call: what it was about first, then what was said and can be heard. Words are shown and
/// sound is played once the audit log says who looks.
public record CallPage(
    Stores stores,
    RelatedOutgoingCalls callsBack,
    AudioFiles audioFiles,
    Waveforms waveforms,
    PlayedCalls played,
    PageAudit audit) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public void addTo(Routes routes) {
    routes.get("/b/{business}/calls/{call}", PageAdmission.with(Permission.CALLS_READ), this::show);
    routes.get(
        "/b/{business}/calls/{call}/turns/{turn}",
        PageAdmission.with(Permission.RECORDINGS_READ),
        this::turnSound);
    routes.get(
        "/b/{business}/calls/{call}/recordings/{recording}",
        PageAdmission.with(Permission.RECORDINGS_READ),
        this::recordingSound);
    routes.get(
        "/b/{business}/calls/{call}/sound",
        PageAdmission.with(Permission.RECORDINGS_READ),
        this::callSound);
  }

  /// The call.
  ///
  /// @param name who called; null when that is not known
  /// @param contact null when there is none, or he may not see it
  /// @param lead null when the caller left nothing, or he may not see it
  /// @param summaries what was written of it, in words
  /// @param callsBack the calls that were placed about it
  /// @param readable whether he may read what was said
  /// @param audible whether he may hear it
  /// @param wave what both sides sound like; null when there is nothing to draw, or not yet
  /// @param marks what happened besides talking
  /// @param problem Twilio's complaint, explained; null for none
  /// @param link the whole address of the page, for others of the business
  /// @param versioned whether the settings that it began with can be looked at
  /// @param resendable whether a summary was sent of it, which he may have sent again
  public record Call(
      LoggedCall call,
      @Nullable String name,
      @Nullable Contact contact,
      @Nullable WorkedLead lead,
      List<String> summaries,
      List<Line> lines,
      List<Recording> recordings,
      List<RelatedOutgoingCalls.Placed> callsBack,
      List<ToolUse> tools,
      boolean readable,
      boolean audible,
      @Nullable Waveform wave,
      List<CallMarks.Mark> marks,
      @Nullable Explanation problem,
      String link,
      boolean versioned,
      boolean resendable) {
    public Call {
      summaries = List.copyOf(summaries);
      lines = List.copyOf(lines);
      recordings = List.copyOf(recordings);
      callsBack = List.copyOf(callsBack);
      tools = List.copyOf(tools);
      marks = List.copyOf(marks);
    }

    public String tone() {
      return CallRow.tone(call.outcome());
    }

    public String sid() {
      return call.sid().value();
    }

    public boolean hasSound() {
      return audible && lines.stream().anyMatch(Line::hasSound);
    }

    /// Whether the whole call can be kept as one file.
    public boolean isWhole() {
      return hasSound()
          || audible
              && recordings.stream().filter(message -> message.audioFile() != null).count() > 1;
    }
  }

  /// A tool that was used.
  ///
  /// @param sources of what it told
  public record ToolUse(ToolCallEntry entry, List<ToolSource> sources) {
    public ToolUse {
      sources = List.copyOf(sources);
    }
  }

  /// A source of what a tool told.
  ///
  /// @param id null when it is not there any more
  public record ToolSource(String title, @Nullable Long id) {}

  /// What one side said.
  ///
  /// @param hasSound whether it can be heard
  /// @param waited how long the caller waited until he heard it; null when that is not known
  public record Line(Turn turn, boolean hasSound, @Nullable Duration waited) {
    public boolean ofCaller() {
      return turn.speaker() == Speaker.CALLER;
    }

    /// Whether the caller did not hear all of it.
    public boolean isPartlyHeard() {
      return !ofCaller()
          && (turn.unheard() != null || turn.cutOff() && turn.heard().compareTo(length()) < 0);
    }

    public Duration length() {
      return turn.to().minus(turn.from());
    }

    /// How much of it the caller heard, of a hundred.
    public long heardPercent() {
      String words = turn.words();
      String unheard = turn.unheard();
      if (words != null && unheard != null) {
        return words.length() * 100L / Math.max(1, words.length() + unheard.length());
      }
      long length = length().toMillis();
      return length <= 0 ? 100 : Math.clamp(turn.heard().toMillis() * 100 / length, 0, 100);
    }
  }

  private PageAnswer show(PageRequest request) {
    LoggedCall call = CallPages.call(stores, request);
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    boolean audible = request.may(Permission.RECORDINGS_READ);
    if (readable) {
      audit.note(request, "transcript.read", call.sid().value());
    }
    Optional<WorkedLead> lead =
        readable ? stores.crm().leads().find(request.in().id(), call.sid()) : Optional.empty();
    Optional<Contact> contact =
        new ContactNames(stores.crm().contacts(), request).contact(call.caller());
    List<Turn> turns = readable ? stores.turns().findByCall(call.sid()) : List.of();
    List<ToolCallEntry> tools = readable ? stores.toolCalls().findByCall(call.sid()) : List.of();
    Waveform wave = audible ? waveforms.of(call, turns).orElse(null) : null;
    var page =
        new Call(
            call,
            contact
                .flatMap(Contact::name)
                .or(() -> lead.map(found -> found.lead().name()))
                .orElse(null),
            contact.orElse(null),
            lead.orElse(null),
            readable ? summaries(call) : List.of(),
            lines(turns, audible ? stores.turns().times(call.sid()) : List.of(), audible),
            stores.recordings().findByCall(call.sid()),
            callsBack.about(request, call.sid()),
            tools(call, tools),
            readable,
            audible,
            wave,
            wave == null ? List.of() : CallMarks.of(call, turns, tools, wave, request.ui()),
            problem(request, call),
            request.publicUrl("/console" + request.inBusiness("/calls/" + call.sid().value())),
            request.in().id() != Business.FIRST,
            request.may(Permission.ALERTS_WRITE)
                && !stores.summaries().findByCall(call.sid()).isEmpty());
    return request.show("page/call", "calls", page);
  }

  /// The lines of the talk. The time until an answer was heard stands with the caller's turn before
  /// it.
  private static List<Line> lines(List<Turn> turns, List<TurnTimes> times, boolean audible) {
    var waits = new HashMap<Integer, Duration>();
    for (TurnTimes each : times) {
      if (each.firstHeard() != null) {
        waits.put(each.position(), each.firstHeard());
      }
    }
    var lines = new ArrayList<Line>();
    Turn before = null;
    for (Turn turn : turns) {
      Duration waited =
          before != null && before.speaker() == Speaker.CALLER && turn.speaker() == Speaker.AGENT
              ? waits.get(before.position())
              : null;
      lines.add(new Line(turn, audible && turn.audioFile() != null, waited));
      before = turn;
    }
    return lines;
  }

  /// The tools that were used. Each source that they told of is looked up once.
  private List<ToolUse> tools(LoggedCall call, List<ToolCallEntry> entries) {
    var known = new HashMap<Long, Boolean>();
    return entries.stream().map(entry -> new ToolUse(entry, sources(call, entry, known))).toList();
  }

  private List<ToolSource> sources(LoggedCall call, ToolCallEntry entry, Map<Long, Boolean> known) {
    String result = entry.result();
    if (result == null || !entry.tool().equals(LookUp.NAME)) {
      return List.of();
    }
    return LookUp.sources(result).stream()
        .map(
            source ->
                new ToolSource(
                    source.title(),
                    known.computeIfAbsent(
                            source.id(),
                            id -> stores.knowledge().find(call.businessId(), id).isPresent())
                        ? source.id()
                        : null))
        .toList();
  }

  /// What the call was about; without a summary, what the agent sent of it.
  private List<String> summaries(LoggedCall call) {
    return stores
        .callSummaries()
        .find(call.sid())
        .map(summary -> List.of(summary.summary()))
        .orElseGet(
            () ->
                stores.summaries().findByCall(call.sid()).stream()
                    .flatMap(summary -> words(summary.body()).stream())
                    .distinct()
                    .toList());
  }

  private static Optional<String> words(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return Optional.of(json.path("summary").asText("")).filter(text -> !text.isBlank());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static @Nullable Explanation problem(PageRequest request, LoggedCall call) {
    Integer code = call.errorCode();
    if (code == null) {
      return null;
    }
    ExplanationLanguage language =
        switch (request.texts().language()) {
          case HEBREW -> ExplanationLanguage.HEBREW;
          case ENGLISH -> ExplanationLanguage.ENGLISH;
        };
    return Explanations.in(language).withCode(code).orElse(null);
  }

  private PageAnswer turnSound(PageRequest request) throws IOException {
    LoggedCall call = CallPages.call(stores, request);
    long position = request.numberInPath("turn");
    String file =
        stores.turns().findByCall(call.sid()).stream()
            .filter(turn -> turn.position() == position)
            .findFirst()
            .map(Turn::audioFile)
            .orElseThrow(PageProblem::unknown);
    return sound(request, call, "turn.listen", call.sid().value() + "/" + position, file);
  }

  private PageAnswer recordingSound(PageRequest request) throws IOException {
    LoggedCall call = CallPages.call(stores, request);
    Recording recording =
        stores.recordings().findByCall(call.sid()).stream()
            .filter(each -> each.sid().value().equals(request.inPath("recording")))
            .findFirst()
            .orElseThrow(PageProblem::unknown);
    String file = recording.audioFile();
    if (file == null) {
      throw PageProblem.unknown();
    }
    return sound(request, call, "recording.read", recording.sid().value(), file);
  }

  /// The whole call as a file to keep.
  private PageAnswer callSound(PageRequest request) throws IOException {
    LoggedCall call = CallPages.call(stores, request);
    CallSound sound = new CallSounds(stores, audioFiles).of(call).orElseThrow(PageProblem::unknown);
    audit.note(request, "call.sound", call.sid().value());
    played.note(call, request.who());
    return PageAnswer.streamed("audio/wav", asked -> StreamedBody.write(sound::writeTo, asked))
        .with(
            "Content-Disposition", "attachment; filename=\"%s.wav\"".formatted(call.sid().value()));
  }

  private PageAnswer sound(
      PageRequest request, LoggedCall call, String action, String subject, String file)
      throws IOException {
    PageAnswer answer = new SoundAnswers(audioFiles, audit).answer(request, action, subject, file);
    played.note(call, request.who());
    return answer;
  }
}
