package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an agent can do in a call: say, listen, answer; or take the turns itself, event by event.
///
/// A verb blocks until its outcome is known, and throws [LineEnded] once the caller is gone and
/// everything before has been handled. What is said and heard is written down as turns on the way.
/// All agents of a call use the same session, one after the other.
///
/// Methods are for the thread of the call unless they say otherwise.
/*
 * While words are awaited or an answer is being made, nobody hears silence for longer than
 * ReplyTiming allows:
 *
 *   caller  ssssss|
 *   turn          |--0.8 s--|Spoke      |Understood
 *   answer                              |--think--speak--|aaaaaaaaaa|Said
 *   quiet         |---------------1.8 s------|filler|
 */
public final class Session {
  private static final int MOST_KEYS = 20;

  private final CallScope scope;
  private final LiveCall call;
  private final PromptLibrary prompts;
  private final TranscriptWriter transcript;
  private final ReplyTiming timing;
  private final Runnable whenFilled;
  private final Deque<SessionEvent> saved = new ArrayDeque<>();
  private PendingTurns pending;
  private @Nullable Transcriber transcriber;
  private String question = "";
  private long silenceAlarm;
  private long quietAlarm;
  private long answers;
  private int fillers;
  private int unasked = -1;

  /// @param scope the call's, for the threads on which answers are made
  /// @param whenFilled is run whenever a caller who waits is told that it takes a moment
  public Session(
      CallScope scope,
      LiveCall call,
      PromptLibrary prompts,
      TranscriptWriter transcript,
      ReplyTiming timing,
      Runnable whenFilled) {
    this.scope = scope;
    this.call = call;
    this.prompts = prompts;
    this.transcript = transcript;
    this.pending = new PendingTurns(transcript);
    this.timing = timing;
    this.whenFilled = whenFilled;
  }

  // ---- say and listen, without words

  /// Says sentences in one breath.
  public SayResult say(Prompt... sentences) throws LineEnded {
    List<Prompt> all = Arrays.asList(sentences);
    String about = all.stream().map(Prompt::id).collect(Collectors.joining(" "));
    long mine = call.say(all.stream().map(prompts::audio).toList());
    try {
      return awaitNew(new Saying(about, mine));
    } finally {
      question = about;
    }
  }

  /// The position of the last turn that came while a sentence was said, and so was no answer to it;
  /// -1 when there was none.
  public int saidUnasked() {
    return unasked;
  }

  /// Hears the caller out, without words.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  public Heard listen(Duration patience) throws LineEnded {
    return await(new Listening(watchForSilence(patience)));
  }

  /// Hears a caller out who is asked for digits, and who may pause between them.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  public Heard listenForDigits(Duration patience) throws LineEnded {
    call.expectDigits(true);
    try {
      return listen(patience);
    } finally {
      call.expectDigits(false);
    }
  }

  /// Takes the keys that follow a first one, up to `#` or a pause. The `#` is left out.
  public String takeKeys(Heard.Key first, Duration pause) throws LineEnded {
    var keys = new StringBuilder();
    Heard.Key last = first;
    Heard heard = first;
    while (heard instanceof Heard.Key key && key.digit() != '#' && keys.length() < MOST_KEYS) {
      keys.append(key.digit());
      last = key;
      heard = await(new AwaitingKey(pause));
    }
    transcript.callerPressed(question, first.at(), last.at(), keys.toString());
    return keys.toString();
  }

  // ---- listen for words, and answer

  /// Has the caller's words recognised from now on.
  ///
  /// @throws NoSpeechToText when no recogniser is there
  public void transcribe(Transcriber by) throws NoSpeechToText {
    transcriber = by;
    by.begin();
  }

  /// Hears the caller out, until all that was said is understood. A key ends it at once; words that
  /// are awaited then are heard the next time.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  /// @throws NoSpeechToText when no recogniser is left; what was said is kept as sound
  public Heard listenForWords(Duration patience) throws LineEnded, NoSpeechToText {
    if (transcriber == null) {
      throw new IllegalStateException("nobody transcribes");
    }
    long alarm = watchForSilence(patience);
    fillers = 0;
    if (pending.areWordsAwaited()) {
      watchForQuiet(timing.filler());
    }
    return await(new ListeningForWords(alarm));
  }

  /// Whether the caller has said something that [#listenForWords] has not returned yet.
  public boolean hasMoreToHear() {
    return !pending.isEmpty();
  }

  /// Answers the caller.
  ///
  /// @param text what the answer says, as it is made
  public SayResult answer(Answerer answerer, SpokenText text, Utterance.Steps steps)
      throws LineEnded {
    Utterance utterance = call.begin(steps);
    var making = new AnswerThread(scope, ++answers, answerer, utterance);
    fillers = 0;
    watchForQuiet(timing.filler());
    AnswerEnd end;
    try {
      end = awaitNew(new Answering(utterance));
    } finally {
      making.cancel();
      question = "answer";
    }
    Duration heard = utterance.heard();
    SayResult result = resultOf(end, heard, making.failure());
    String words = text.until(heard);
    if (!words.isEmpty()) {
      keepAnswer(end.at(), heard, result.isCutOff(), words);
    }
    return result;
  }

  /// Answers the caller with a sentence that needs no provider.
  public SayResult answer(Prompt prompt) throws LineEnded {
    Mulaw sound = prompts.audio(prompt);
    var text = new SpokenText();
    text.begin(prompts.text(prompt), Duration.ZERO);
    text.reaches(sound.duration());
    text.complete();
    return answer(utterance -> utterance.add(sound), text, Utterance.Steps.UNSEEN);
  }

  /// Stops the transcription, and keeps what the caller has said that nobody has listened to yet,
  /// with the words that have come: another agent goes on.
  ///
  /// @return the position of the last turn that was kept; -1 when there was none
  public int stopTranscribing() {
    for (SessionEvent event : saved) {
      if (event instanceof SessionEvent.Spoke(var turn, var speech)) {
        pending.spoke(turn, speech, question);
      } else if (event instanceof SessionEvent.Understood(var turn, var understood)) {
        pending.understood(turn, understood);
      }
    }
    saved.clear();
    if (transcriber != null) {
      transcriber.close();
      transcriber = null;
    }
    int last = pending.last();
    pending = new PendingTurns(transcript);
    question = "";
    return last;
  }

  // ---- take the turns oneself

  /// A way for an agent's other threads to reach the thread of the call.
  public <E> AgentEvents<E> events() {
    return new AgentEvents<>(call);
  }

  /// Waits for the next event.
  ///
  /// @param mine what is posted to others is ignored
  public TurnEvent next(AgentEvents<?> mine) throws LineEnded {
    return await(new AwaitingEvent(mine));
  }

  /// Begins an utterance after what is being said. From any thread.
  public Utterance begin(Utterance.Steps steps) {
    return call.begin(steps);
  }

  /// Begins to say a sentence that needs no provider, after what is being said.
  public Utterance begin(Prompt prompt) {
    Utterance utterance = call.begin(Utterance.Steps.UNSEEN);
    utterance.add(prompts.audio(prompt));
    utterance.end();
    return utterance;
  }

  /// Asks for a [TurnEvent.Quiet] once nobody has spoken for so long, in place of what was asked
  /// for before.
  public void watchQuiet(Duration bound) {
    silenceAlarm++;
    watchForQuiet(bound);
  }

  /// Asks for a [TurnEvent.Silence] once the caller was silent for so long, in place of what was
  /// asked for before.
  public void watchSilence(Duration patience) {
    quietAlarm++;
    watchForSilence(patience);
  }

  /// Passes every frame of the caller's on, on the line's thread; null for no longer.
  public void forwardAudio(@Nullable Consumer<Mulaw> to) {
    call.transcribe(to == null ? null : new Forwarding(to));
  }

  /// Does something whenever a turn of the caller's ends, on the line's thread.
  public void watchTurns(Runnable whenOneEnds) {
    call.watchTurns(whenOneEnds);
  }

  /// Keeps the words of a turn of the caller's.
  public void keepWords(int turn, String words) {
    transcript.understood(turn, words);
  }

  /// Keeps what the caller heard of an utterance.
  ///
  /// @param at when it ended, from the start of the stream
  public void keepAnswer(Duration at, Duration heard, boolean cutOff, String words) {
    transcript.agentAnswered(at.minus(heard), at, heard, cutOff, words);
  }

  // ---- the event loop, and what each verb waits for

  /// Handles events until there is an outcome, those first that an earlier verb has saved.
  private <R, X extends Exception> R await(EventHandler<R, X> verb) throws LineEnded, X {
    R outcome = verb.outcome();
    while (outcome == null) {
      SessionEvent first = saved.pollFirst();
      verb.handle(first != null ? first : call.mailbox().take());
      outcome = verb.outcome();
    }
    return outcome;
  }

  /// Handles events until there is an outcome, and leaves those alone that are saved.
  private <R, X extends Exception> R awaitNew(EventHandler<R, X> verb) throws LineEnded, X {
    R outcome = verb.outcome();
    while (outcome == null) {
      verb.handle(call.mailbox().take());
      outcome = verb.outcome();
    }
    return outcome;
  }

  private long watchForSilence(Duration bound) {
    call.watchSilence(++silenceAlarm, bound);
    return silenceAlarm;
  }

  private void watchForQuiet(Duration bound) {
    call.watchQuiet(++quietAlarm, bound);
  }

  private boolean isWatched(SessionEvent.Quiet quiet) {
    return quiet.alarm() == quietAlarm;
  }

  /// Whether the caller may be told once more that it takes a moment.
  private boolean mayFill() {
    return fillers++ < timing.fillers();
  }

  private void filled() {
    whenFilled.run();
    watchForQuiet(timing.again());
  }

  private final class Saying extends EventHandler<SayResult, RuntimeException> {
    private final String about;
    private final long mine;

    Saying(String about, long mine) {
      this.about = about;
      this.mine = mine;
    }

    @Override
    void said(SessionEvent.Said event) {
      if (event.last() >= mine) {
        keep(event.at(), event.heard(), false);
        over(new SayResult.Finished(event.heard()));
      }
    }

    @Override
    void cutOff(SessionEvent.CutOff event) {
      if (event.last() >= mine) {
        keep(event.at(), event.heard(), true);
        over(new SayResult.CutOff(event.heard()));
      }
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      unasked = transcript.callerSaid(question, event.speech());
    }

    @Override
    void key(SessionEvent.Key event) {
      saved.addLast(event);
    }

    private void keep(Duration at, Duration heard, boolean cutOff) {
      transcript.agentSaid(about, at.minus(heard), at, heard, cutOff);
    }
  }

  private final class Listening extends EventHandler<Heard, RuntimeException> {
    private final long alarm;

    Listening(long alarm) {
      this.alarm = alarm;
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      over(new Heard.Speech("", transcript.callerSaid(question, event.speech())));
    }

    @Override
    void key(SessionEvent.Key event) {
      over(new Heard.Key(event.digit(), event.at()));
    }

    @Override
    void silence(SessionEvent.Silence event) {
      if (event.alarm() == alarm) {
        over(new Heard.Silence());
      }
    }
  }

  /// Who speaks instead gets the pause once more.
  private final class AwaitingKey extends EventHandler<Heard, RuntimeException> {
    private final Duration pause;
    private long alarm;

    AwaitingKey(Duration pause) {
      this.pause = pause;
      this.alarm = watchForSilence(pause);
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      transcript.callerSaid(question, event.speech());
      alarm = watchForSilence(pause);
    }

    @Override
    void key(SessionEvent.Key event) {
      over(new Heard.Key(event.digit(), event.at()));
    }

    @Override
    void silence(SessionEvent.Silence event) {
      if (event.alarm() == alarm) {
        over(new Heard.Silence());
      }
    }
  }

  private final class ListeningForWords extends EventHandler<Heard, NoSpeechToText> {
    private final long alarm;

    ListeningForWords(long alarm) {
      this.alarm = alarm;
    }

    @Override
    @Nullable Heard outcome() {
      Heard outcome = super.outcome();
      return outcome == null && pending.isComplete() ? pending.take() : outcome;
    }

    @Override
    void speechBegan(SessionEvent.SpeechBegan event) {
      pending.speechBegan();
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      pending.spoke(event.turn(), event.speech(), question);
      watchForQuiet(timing.filler());
    }

    @Override
    void understood(SessionEvent.Understood event) {
      pending.understood(event.turn(), event.words());
    }

    @Override
    void recogniserFailed(SessionEvent.RecogniserFailed event) throws NoSpeechToText {
      throw new NoSpeechToText();
    }

    @Override
    void quiet(SessionEvent.Quiet event) throws NoSpeechToText {
      if (isWatched(event) && pending.areWordsAwaited()) {
        if (!mayFill()) {
          throw new NoSpeechToText();
        }
        call.say(List.of(prompts.audio(Prompt.ONE_MOMENT)));
        filled();
      }
    }

    @Override
    void key(SessionEvent.Key event) {
      over(new Heard.Key(event.digit(), event.at()));
    }

    @Override
    void silence(SessionEvent.Silence event) {
      if (event.alarm() == alarm && pending.isEmpty()) {
        over(new Heard.Silence());
      }
    }
  }

  /// How an answer came to its end.
  private sealed interface AnswerEnd {
    /// When, from the start of the stream.
    Duration at();

    record Said(Duration at) implements AnswerEnd {}

    record CutOff(Duration at) implements AnswerEnd {}

    record TooSlow(Duration at) implements AnswerEnd {}
  }

  private static SayResult resultOf(AnswerEnd end, Duration heard, @Nullable Exception failure) {
    return switch (end) {
      case AnswerEnd.Said _ when failure != null -> new SayResult.Failed(heard, failure);
      case AnswerEnd.Said _ -> new SayResult.Finished(heard);
      case AnswerEnd.CutOff _ -> new SayResult.CutOff(heard);
      case AnswerEnd.TooSlow _ ->
          new SayResult.Failed(
              heard, new ProviderFailure("answer", FailureKind.TOO_SLOW, "no sound in time"));
    };
  }

  /// What the caller says meanwhile is saved for [#listenForWords].
  private final class Answering extends EventHandler<AnswerEnd, RuntimeException> {
    private final Utterance utterance;

    Answering(Utterance utterance) {
      this.utterance = utterance;
    }

    @Override
    void said(SessionEvent.Said event) {
      if (event.last() >= utterance.number()) {
        over(new AnswerEnd.Said(event.at()));
      }
    }

    @Override
    void cutOff(SessionEvent.CutOff event) {
      if (event.last() >= utterance.number()) {
        over(new AnswerEnd.CutOff(event.at()));
      }
    }

    @Override
    void quiet(SessionEvent.Quiet event) {
      if (!isWatched(event)) {
        return;
      }
      if (!utterance.isAwaited()) {
        watchForQuiet(timing.again());
      } else if (mayFill()) {
        utterance.add(prompts.audio(Prompt.ONE_MOMENT));
        filled();
      } else {
        over(new AnswerEnd.TooSlow(event.at()));
      }
    }

    @Override
    void speechBegan(SessionEvent.SpeechBegan event) {
      saved.addLast(event);
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      saved.addLast(event);
    }

    @Override
    void key(SessionEvent.Key event) {
      saved.addLast(event);
    }

    @Override
    void understood(SessionEvent.Understood event) {
      saved.addLast(event);
    }

    @Override
    void recogniserFailed(SessionEvent.RecogniserFailed event) {
      saved.addLast(event);
    }
  }

  private final class AwaitingEvent extends EventHandler<TurnEvent, RuntimeException> {
    private final AgentEvents<?> mine;

    AwaitingEvent(AgentEvents<?> mine) {
      this.mine = mine;
    }

    @Override
    void speechBegan(SessionEvent.SpeechBegan event) {
      over(new TurnEvent.SpeechBegan());
    }

    @Override
    void spoke(SessionEvent.Spoke event) {
      over(new TurnEvent.Spoke(transcript.callerSaid("", event.speech())));
    }

    @Override
    void key(SessionEvent.Key event) {
      over(new TurnEvent.Key(new Heard.Key(event.digit(), event.at())));
    }

    @Override
    void said(SessionEvent.Said event) {
      over(new TurnEvent.Said(event.at()));
    }

    @Override
    void cutOff(SessionEvent.CutOff event) {
      over(new TurnEvent.CutOff(event.at()));
    }

    @Override
    void silence(SessionEvent.Silence event) {
      if (event.alarm() == silenceAlarm) {
        over(new TurnEvent.Silence());
      }
    }

    @Override
    void quiet(SessionEvent.Quiet event) {
      if (isWatched(event)) {
        over(new TurnEvent.Quiet());
      }
    }

    @Override
    void posted(SessionEvent.Posted event) {
      if (event.to() == mine) {
        over(new TurnEvent.Posted());
      }
    }
  }

  /// Takes the place of a recogniser.
  private record Forwarding(Consumer<Mulaw> to) implements TranscriptionSession {
    @Override
    public void hear(Mulaw sound) {
      to.accept(sound);
    }

    @Override
    public void turnEnded(long turn, Mulaw sound) {}

    @Override
    public void close() {}
  }
}
