package app.kolan.server.media.turns;

import app.kolan.server.media.endofturn.AnswerKind;
import app.kolan.server.media.endofturn.EndOfTurnDelay;
import app.kolan.server.media.endofturn.EndOfTurnModel;
import app.kolan.server.media.endofturn.EndOfTurnModels;
import app.kolan.server.media.endofturn.Interjection;
import app.kolan.server.media.endofturn.TurnText;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/// Decides, frame by frame, when a caller's turn begins and ends, when a caller interrupts, and
/// whether that was meant.
/*
 * One frame is 20 ms. The machine sees whether a frame holds speech and whether we are audible, and
 * knows no clock: the caller's frames are the clock.
 *
 *   caller   ....ssssssssssss..ssssssssss................
 *   state    QUIET      |SPEAKING                       |QUIET
 *                       ^ BEGAN: 7 of the last 10       ^ ENDED: 800 ms without speech
 *
 * The silence that ends a turn depends on what is known of it. While there are words, a model says
 * how likely the caller goes on, and the silence grows with that.
 *
 *   caller   "tomorrow at nine".......|                             from 300 ms
 *   caller   sssssssss........................|                     800 ms without words
 *   caller   "I wanted to"................................|         to 1600 ms
 *   caller   052..........................................|         digits of a number
 *
 * Words come after the sound. They are the last of the turn when speech-to-text reports its end, or
 * when they have not changed for 300 ms; until then a turn lasts for 800 ms of silence at least.
 * Without words such a report makes the silence short, and a caller who is asked for digits has the
 * longest.
 *
 * While we are audible a turn begins only with a barge-in, which wants more: 13 of the last 15
 * frames, and none of them in the first 300 ms of our sentence.
 *
 *   agent    |aaaaaaaaaaaaaaaaaaaaaaaa|
 *   caller   .............sssssssssssss
 *            |<- deaf ->|             ^ BARGED_IN (and BEGAN, unless the turn had begun before)
 *
 * A caller who was already speaking when we began is not interrupting at first; who goes on for the
 * length of a barge-in after the deaf time is.
 *
 * We stop with BARGED_IN. Whether it was meant shows later: by 700 ms of speech, or by words in the
 * transcript. If neither comes, we go on where we were cut off, and have lost a pause but no word.
 *
 *   agent    aaaaaaaaaa|
 *   caller   ....sssssssssssssssssss.....
 *                      ^           ^ MEANT: 35 frames of speech
 *                      ^ BARGED_IN
 *
 *   agent    aaaaaaaaaa|                                 |aaaaaaaaaaa
 *   caller   ....sssssss....................................
 *                      ^ BARGED_IN       ^ ENDED         ^ RESUMED: 2 s without speech or words
 *
 * Who says "aha" or "I see" listens. While the words are only such, we go on as soon as the caller
 * is silent, and more speech is needed that it be meant. "No", "wait" and "sorry" are short, and
 * interrupt by their words even where their sound is too short for it.
 *
 *   agent    aaaaaaaaaa|           |aaaaaaaaaaa          aaaaaaaaaaaaaaa|
 *   caller   ....ssssssss"I see"...                      .....ssss..."no"
 *                      ^ BARGED_IN ^ RESUMED: 300 ms                    ^ BARGED_IN, MEANT
 *
 * After 200 ms of silence behind words that are likely complete, the turn is likely over: an answer
 * may be prepared, and is not said before ENDED. Who goes on makes it void.
 *
 *   caller   "tomorrow at nine"..........
 *   caller   sssssssss...................
 *                               ^ LIKELY_ENDED
 *                                    ^ ENDED
 *
 * If several decisions fall into one frame, they are to be carried out in the order of the enum.
 */
public final class TurnTaking {
  /// The decisions that a frame, a word or a key can cause.
  public enum Decision {
    /// The caller interrupts: stop playback.
    BARGED_IN,
    /// The caller's turn begins.
    BEGAN,
    /// The interruption is confirmed: the rest of what was interrupted stays unsaid.
    MEANT,
    /// The caller's turn is likely over, by the words so far: [#words]. Once for the same words.
    LIKELY_ENDED,
    /// The caller's turn is over.
    ENDED,
    /// The interruption was not meant: resume where playback stopped.
    RESUMED
  }

  /// The silence in which words that no report of speech-to-text has ended are the last.
  private static final int SETTLED_FRAMES = 15;

  /// The speech that is meant although its words are only those of a listener.
  private static final int LONG_BACKCHANNEL_FRAMES = 70;

  /// The least speech in the last 1.28 s for words to interrupt; others are a late transcript.
  private static final int SPEECH_OF_A_WORD = 7;

  private static final int WINDOW_OF_A_WORD = 64;

  private static final int FRAME_MILLIS = 20;

  /// The silence behind complete words after which a turn is likely over.
  private static final int LIKELY_FRAMES = 10;

  /// Words that go on less likely than this are likely complete.
  private static final double LIKELY = 0.5;

  private final TurnTiming timing;
  private final EndOfTurnModel model;
  private final EndOfTurnDelay delay;
  private final RecentFrames recent = new RecentFrames();
  private final Set<Decision> decided = EnumSet.noneOf(Decision.class);
  private final Set<Decision> decisions = Collections.unmodifiableSet(decided);
  private boolean speaking;
  private boolean dictating;
  private boolean bargedIn;
  private boolean disputed;
  private Interjection interjection = Interjection.NONE;
  private boolean endpoint;
  private String words = "";
  private boolean likelyTold;
  private OptionalDouble incomplete = OptionalDouble.empty();
  private int framesSinceWords;
  private int framesOfTurn;
  private int framesOfSilence;
  private int framesAudible;
  private int speechOfInterruption;

  public TurnTaking(TurnTiming timing) {
    this(timing, EndOfTurnModels.USUAL);
  }

  /// @param model says whether the words of a turn need more
  TurnTaking(TurnTiming timing, EndOfTurnModel model) {
    this.timing = timing;
    this.model = model;
    this.delay = new EndOfTurnDelay(timing.endpoint(), timing.end(), timing.hold());
  }

  /// Processes the next frame.
  ///
  /// @param speech whether the caller speaks in it
  /// @param audible whether the caller hears us in it
  /// @return its decisions; valid until the next frame
  public Set<Decision> frame(boolean speech, boolean audible) {
    decided.clear();
    framesAudible = audible ? framesAudible + 1 : 0;
    bargedIn &= audible;
    framesOfSilence = speech ? 0 : framesOfSilence + 1;
    recent.add(speech);
    forgetEarlierWords();
    interrupt(speech, audible);
    begin(audible);
    settle();
    if (speaking) {
      continueTurn(speech);
    }
    return decisions;
  }

  /// Speech-to-text has an interim transcript of the turn.
  public void words(String text) {
    Interjection said = Interjection.of(text);
    interjection = said == Interjection.NONE ? interjection : said;
    if (!text.equals(words)) {
      words = text;
      likelyTold = false;
      framesSinceWords = 0;
      var turn = new TurnText(text, dictating ? AnswerKind.NUMBER : AnswerKind.UNKNOWN);
      incomplete = model.incomplete(turn);
    }
  }

  /// The interim transcript of the turn; empty when there is none.
  public String words() {
    return words;
  }

  /// Speech-to-text reports the end of a sentence.
  public void endpoint() {
    endpoint = true;
  }

  /// Sets whether the caller is asked for digits: turns may then have longer pauses.
  public void dictating(boolean expected) {
    dictating = expected;
  }

  /// A key was pressed: what was just taken for speech was its tone, and if it interrupted us, the
  /// interruption is confirmed.
  public void keyPressed() {
    recent.clear();
    disputed = false;
  }

  /// Whether a turn is under way.
  public boolean isSpeaking() {
    return speaking;
  }

  /// The number of silent frames at the end of the turn.
  public int framesOfSilence() {
    return framesOfSilence;
  }

  /// Words that come as we begin to speak are of what was said before.
  private void forgetEarlierWords() {
    if (!disputed && framesAudible <= TurnTiming.frames(timing.deaf())) {
      interjection = Interjection.NONE;
    }
  }

  private void interrupt(boolean speech, boolean audible) {
    if (disputed) {
      speechOfInterruption += speech ? 1 : 0;
    } else if (audible && !bargedIn && (interrupts() || wordsInterrupt())) {
      interjection = wordsInterrupt() ? interjection : Interjection.NONE;
      bargedIn = true;
      disputed = true;
      speechOfInterruption = recent.speechIn(TurnTiming.frames(timing.bargeIn()));
      decided.add(Decision.BARGED_IN);
    }
  }

  private void begin(boolean audible) {
    if (!speaking && (audible ? bargedIn : begins())) {
      speaking = true;
      framesOfTurn = 0;
      endpoint = false;
      words = "";
      likelyTold = false;
      incomplete = OptionalDouble.empty();
      decided.add(Decision.BEGAN);
    }
  }

  private void settle() {
    if (!disputed) {
      return;
    }
    boolean meant =
        switch (interjection) {
          case NONE -> speechOfInterruption >= TurnTiming.frames(timing.meant());
          case BACKCHANNEL -> speechOfInterruption >= LONG_BACKCHANNEL_FRAMES;
          case STOP, OTHER -> true;
        };
    boolean listens = interjection == Interjection.BACKCHANNEL;
    if (meant) {
      disputed = false;
      decided.add(Decision.MEANT);
    } else if (framesOfSilence
        >= TurnTiming.frames(listens ? timing.endpoint() : timing.resume())) {
      disputed = false;
      decided.add(Decision.RESUMED);
    }
  }

  private void continueTurn(boolean speech) {
    framesOfTurn++;
    framesSinceWords++;
    endpoint &= !speech;
    if (!likelyTold && framesOfSilence >= LIKELY_FRAMES && incomplete.orElse(1) < LIKELY) {
      likelyTold = true;
      decided.add(Decision.LIKELY_ENDED);
    }
    if (framesOfSilence >= silenceThatEnds()
        || framesOfTurn >= TurnTiming.frames(timing.longest())) {
      speaking = false;
      recent.clear();
      decided.add(Decision.ENDED);
    }
  }

  /// In frames.
  private int silenceThatEnds() {
    int usual = TurnTiming.frames(timing.end());
    if (incomplete.isEmpty()) {
      return dictating
          ? TurnTiming.frames(timing.hold())
          : endpoint ? TurnTiming.frames(timing.endpoint()) : usual;
    }
    int frames = Math.ceilDiv((int) delay.millis(incomplete.getAsDouble()), FRAME_MILLIS);
    boolean settled = endpoint || framesSinceWords >= SETTLED_FRAMES;
    return settled ? frames : Math.max(frames, usual);
  }

  private boolean begins() {
    int window = TurnTiming.frames(timing.start());
    return recent.speechIn(window) >= Math.ceilDiv(window * 7, 10);
  }

  private boolean interrupts() {
    int window = TurnTiming.frames(timing.bargeIn());
    boolean pastDeafTime = framesAudible >= TurnTiming.frames(timing.deaf()) + window;
    return pastDeafTime && recent.speechIn(window) >= Math.ceilDiv(window * 13, 15);
  }

  /// A word that takes the turn, said since we are heard and past the deaf time.
  private boolean wordsInterrupt() {
    int since = framesAudible - TurnTiming.frames(timing.deaf());
    return interjection == Interjection.STOP
        && since > 0
        && recent.speechIn(Math.min(since, WINDOW_OF_A_WORD)) >= SPEECH_OF_A_WORD;
  }

  /// Whether each of the last 64 frames held speech, newest in the lowest bit.
  private static final class RecentFrames {
    private long bits;

    void add(boolean speech) {
      bits = (bits << 1) | (speech ? 1 : 0);
    }

    int speechIn(int frames) {
      return Long.bitCount(bits & (-1L >>> (64 - frames)));
    }

    void clear() {
      bits = 0;
    }
  }
}
