package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.Arrays;
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
public final class Session {
  private static final int MOST_KEYS = 20;

  private final CallScope scope;
  private final LiveCall call;
  private final PromptLibrary prompts;
  private final TranscriptWriter transcript;
  private final EventLoop loop;
  private final SilenceTimeouts timeouts;
  private final Fillers fillers;
  private final ReplyTiming timing;
  private PendingTurns pending;
  private @Nullable Transcriber transcriber;
  private String question = "";
  private long answers;

  /// How long the caller has waited in answers of which nothing was heard, since the last one of
  /// which something was.
  private Duration waited = Duration.ZERO;

  private int unasked = -1;

  /// @param scope the call's, for the threads on which answers are made
  /// @param whenFilled is run whenever a caller who waits has heard that it takes a moment
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
    this.loop = new EventLoop(call.mailbox());
    this.timeouts = new SilenceTimeouts(call);
    this.timing = timing;
    this.fillers = new Fillers(timeouts, prompts, timing, whenFilled);
    this.pending = new PendingTurns(transcript);
  }

  // ---- say and listen, without words

  /// Says sentences in one breath.
  public SayResult say(Prompt... sentences) throws LineEnded {
    List<Prompt> all = Arrays.asList(sentences);
    String about = all.stream().map(Prompt::id).collect(Collectors.joining(" "));
    Utterance utterance = call.say(all.stream().map(prompts::audio).toList());
    var saying =
        new SayHandler(
            loop, transcript, question, about, FixedSentences.of(all, prompts), utterance);
    try {
      return loop.awaitNew(saying);
    } finally {
      question = about;
      unasked = saying.unasked() < 0 ? unasked : saying.unasked();
    }
  }

  /// The position of the last turn that came while a sentence was said, and so was no answer to it;
  /// -1 when there was none.
  public int saidUnasked() {
    return unasked;
  }

  /// Hears the caller out, without words.
  ///
  /// @param timeout how long the caller may stay silent before that is the answer
  public Heard listen(Duration timeout) throws LineEnded {
    return loop.await(new ListenHandler(transcript, question, timeouts.setSilence(timeout)));
  }

  /// Hears a caller out who is asked for digits, and who may pause between them.
  ///
  /// @param timeout how long the caller may stay silent before that is the answer
  public Heard listenForDigits(Duration timeout) throws LineEnded {
    call.expectDigits(true);
    try {
      return listen(timeout);
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
      heard = loop.await(new ListenForKeyHandler(timeouts, transcript, question, pause));
    }
    transcript.callerPressed(question, first.at(), last.at(), keys.toString());
    return keys.toString();
  }

  // ---- listen for words, and answer

  /// Has the caller's words recognised from now on.
  ///
  /// @throws NoSpeechToText when no STT provider is there
  public void transcribe(Transcriber by) throws NoSpeechToText {
    transcriber = by;
    by.begin();
  }

  /// Hears the caller out, until all that was said is understood. A key ends it at once; words that
  /// are awaited then are heard the next time.
  ///
  /// @param timeout how long the caller may stay silent before that is the answer
  /// @throws NoSpeechToText when no STT provider is left; what was said is kept as sound
  public Heard listenForWords(Duration timeout) throws LineEnded, NoSpeechToText {
    return listenForWords(timeout, _ -> {});
  }

  /// Hears the caller out as [#listenForWords(Duration)] does.
  ///
  /// @param whenLikelyOver takes what the caller has said so far whenever that is likely all, on
  ///   the thread of the call; what is returned may differ
  public Heard listenForWords(Duration timeout, Consumer<String> whenLikelyOver)
      throws LineEnded, NoSpeechToText {
    if (transcriber == null) {
      throw new IllegalStateException("nobody transcribes");
    }
    long timer = timeouts.setSilence(timeout);
    fillers.reset();
    if (pending.areWordsAwaited()) {
      fillers.watch();
    }
    return loop.await(
        new ListenForWordsHandler(call, pending, fillers, question, timer, whenLikelyOver));
  }

  /// Whether the caller has said something that [#listenForWords] has not returned yet.
  public boolean hasMoreToHear() {
    return !pending.isEmpty();
  }

  /// Answers the caller. A caller who cuts answers off before anything of them is heard waits no
  /// longer in all than [ReplyTiming] allows: then the answer has failed.
  ///
  /// @param text what the answer says, as it is made
  public SayResult answer(Answerer answerer, SpokenText text, Utterance.Steps steps)
      throws LineEnded {
    Duration begun = call.elapsed();
    Utterance utterance = call.begin(steps);
    var making = new AnswerThread(scope, ++answers, answerer, utterance);
    fillers.reset();
    fillers.watch();
    AnswerHandler.End end;
    try {
      end = loop.awaitNew(new AnswerHandler(loop, fillers, utterance));
    } finally {
      making.cancel();
      question = "answer";
    }
    Duration heard = utterance.heard();
    SayResult result = end.result(heard, making.failure());
    if (end instanceof AnswerHandler.End.Said) {
      pending.agentSpoke(end.at());
    }
    String words = text.until(heard);
    if (!words.isEmpty()) {
      waited = Duration.ZERO;
      keep(end.at(), utterance, heard, result.isCutOff(), words, text.after(heard));
      return result;
    }
    waited = waited.plus(end.at()).minus(begun);
    return result.isCutOff() && waited.compareTo(timing.longestWait()) > 0
        ? new SayResult.Failed(heard, AnswerHandler.tooSlow())
        : result;
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
    for (SessionEvent event : loop.takeSaved()) {
      if (event instanceof SessionEvent.Spoke(var turn, var speech)) {
        pending.spoke(turn, speech, question);
      } else if (event instanceof SessionEvent.Understood(var turn, var understood)) {
        pending.understood(turn, understood);
      }
    }
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

  /// Starts a thread of the call for work beside the conversation.
  ///
  /// @param name what it is for
  public CallScope.Fork fork(String name, CallScope.Work work) {
    return scope.fork(name, work);
  }

  /// A way for an agent's other threads to reach the thread of the call.
  public <E> AgentEvents<E> events() {
    return new AgentEvents<>(call);
  }

  /// Waits for the next event.
  ///
  /// @param mine what is posted to others is ignored
  public TurnEvent next(AgentEvents<?> mine) throws LineEnded {
    return loop.await(new TurnEventHandler(transcript, timeouts, mine));
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
    timeouts.cancelSilence();
    timeouts.setQuiet(bound);
  }

  /// Asks for a [TurnEvent.Silence] once the caller was silent for so long, in place of what was
  /// asked for before.
  public void watchSilence(Duration timeout) {
    timeouts.cancelQuiet();
    timeouts.setSilence(timeout);
  }

  /// Passes every frame of the caller's on, on the line's thread; null for no longer.
  public void forwardAudio(@Nullable Consumer<Mulaw> to) {
    call.transcribe(to == null ? null : new AudioForwarding(to));
  }

  /// Does something whenever a turn of the caller's ends, on the line's thread.
  public void watchTurns(Runnable whenOneEnds) {
    call.watchTurns(whenOneEnds);
  }

  /// Waits until what was said and learnt so far is on the disk, for those who write to it
  /// themselves. From any thread.
  public void awaitKept() {
    transcript.awaitOrder();
  }

  /// Keeps the words of a turn of the caller's.
  public void keepWords(int turn, String words) {
    transcript.understood(turn, words);
  }

  /// Keeps an utterance that was heard or cut off.
  ///
  /// @param at when it ended, from the start of the stream
  /// @param words what the caller heard of it
  /// @param unheard what was made and the caller did not hear; empty for nothing
  public void keepAnswer(
      Duration at, Utterance utterance, boolean cutOff, String words, String unheard) {
    keep(at, utterance, utterance.heard(), cutOff, words, unheard);
  }

  private void keep(
      Duration at,
      Utterance utterance,
      Duration heard,
      boolean cutOff,
      String words,
      String unheard) {
    transcript.agentSaid(
        new AgentTurn("answer", at, heard, cutOff, words, unheard, utterance.audio()));
  }
}
