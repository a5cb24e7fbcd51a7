package app.kolan.server.session;

import app.kolan.server.media.playout.Utterance;
import java.time.Duration;

/// Waits until fixed sentences were said or cut off. What the caller says meanwhile is kept; keys
/// are saved for the next verb.
final class SayHandler extends EventHandler<SayResult, RuntimeException> {
  private final EventLoop loop;
  private final TranscriptWriter transcript;
  private final String question;
  private final String about;
  private final FixedSentences sentences;
  private final Utterance utterance;
  private int unasked = -1;

  /// @param question what the caller was asked before
  /// @param about what is said, by the names of the sentences
  /// @param sentences the same with their texts
  SayHandler(
      EventLoop loop,
      TranscriptWriter transcript,
      String question,
      String about,
      FixedSentences sentences,
      Utterance utterance) {
    this.loop = loop;
    this.transcript = transcript;
    this.question = question;
    this.about = about;
    this.sentences = sentences;
    this.utterance = utterance;
  }

  /// The position of the last turn that came meanwhile; -1 when there was none.
  int unasked() {
    return unasked;
  }

  @Override
  void said(SessionEvent.Said event) {
    if (event.last() >= utterance.number()) {
      keep(event.at(), event.heard(), false);
      over(new SayResult.Finished(event.heard()));
    }
  }

  @Override
  void cutOff(SessionEvent.CutOff event) {
    if (event.last() >= utterance.number()) {
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
    loop.save(event);
  }

  private void keep(Duration at, Duration heard, boolean cutOff) {
    transcript.agentSaid(
        new AgentTurn(
            about,
            at,
            heard,
            cutOff,
            sentences.heard(heard),
            sentences.unheard(heard),
            utterance.audio()));
  }
}
