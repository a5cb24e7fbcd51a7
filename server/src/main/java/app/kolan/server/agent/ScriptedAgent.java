package app.kolan.server.agent;

import app.kolan.server.business.Business;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.session.Heard;
import app.kolan.server.session.SayResult;
import app.kolan.server.session.Session;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The scripted receptionist: asks what it is about, for the name and for a number, thanks, and
/// says goodbye. It understands no words and needs no provider; it takes messages well.
///
/// One receptionist attends to one call, on that call's thread.
public final class ScriptedAgent {
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration BETWEEN_KEYS = Duration.ofSeconds(3);
  private static final int MOST_GOODBYES = 3;
  private static final char HUMAN_KEY = '0';

  private final Session session;
  private final Business business;
  private final LeadWriter lead;

  public ScriptedAgent(Session session, Business business, LeadWriter lead) {
    this.session = session;
    this.business = business;
    this.lead = lead;
  }

  /// Talks with the caller from the first question to the goodbye.
  public CallEnding attend() throws LineEnded {
    try {
      return takeMessage();
    } catch (HumanWanted wanted) {
      return handOver(wanted);
    } finally {
      keepWhatNobodyAskedFor();
    }
  }

  /// Takes a conversation over from somebody who could not go on: says so, and asks for what is not
  /// known yet.
  public CallEnding takeOver() throws LineEnded {
    try {
      if (session.say(Prompt.SORRY) instanceof SayResult.CutOff) {
        hearOut();
      }
      keepWhatNobodyAskedFor();
      if (lead.isComplete()) {
        sayGoodbye();
        return new CallEnding.Finished();
      }
      return lead.hasReason() ? takeDetails() : takeMessage();
    } catch (HumanWanted wanted) {
      return handOver(wanted);
    } finally {
      keepWhatNobodyAskedFor();
    }
  }

  /// Goes on after people who were asked have not taken the call: asks for what is not known yet.
  public CallEnding goOn() throws LineEnded {
    try {
      return lead.hasReason() ? takeDetails() : takeMessage();
    } catch (HumanWanted wanted) {
      return handOver(wanted);
    } finally {
      keepWhatNobodyAskedFor();
    }
  }

  /// Who goes on speaking when we take over is telling what the call is about.
  private void hearOut() throws LineEnded, HumanWanted {
    switch (session.listen(SILENCE_TIMEOUT)) {
      case Heard.Speech(_, var turn) -> lead.reasonGivenIfNone(turn);
      case Heard.Key(var digit, _) -> {
        if (digit == HUMAN_KEY) {
          callHuman();
        }
      }
      case Heard.Silence() -> {}
    }
  }

  /// What was said while we were speaking, or before we came to speak, is better than no reason.
  private void keepWhatNobodyAskedFor() {
    int turn = session.saidUnasked();
    if (turn >= 0) {
      lead.reasonGivenIfNone(turn);
    }
  }

  private CallEnding takeMessage() throws LineEnded, HumanWanted {
    Optional<Integer> reason = ask(Prompt.ASK_REASON, Prompt.ASK_REASON_AGAIN);
    if (reason.isEmpty()) {
      session.say(Prompt.GOODBYE_SILENCE);
      return new CallEnding.Finished();
    }
    lead.reasonGiven(reason.get());
    return takeDetails();
  }

  private CallEnding takeDetails() throws LineEnded, HumanWanted {
    if (!lead.hasName()) {
      ask(Prompt.ASK_NAME, Prompt.ASK_NAME_AGAIN).ifPresent(lead::nameGiven);
    }
    agreeOnNumber();
    lead.complete();
    sayGoodbye();
    return new CallEnding.Finished();
  }

  private CallEnding handOver(HumanWanted wanted) throws LineEnded {
    session.say(Prompt.TRANSFERRING);
    return new CallEnding.HandOver(wanted.human);
  }

  /// Asks, and asks once more if nothing is said; the turn that holds the answer.
  private Optional<Integer> ask(Prompt question, Prompt again) throws LineEnded, HumanWanted {
    Prompt next = question;
    int silences = 0;
    while (silences < 2) {
      session.say(next);
      switch (session.listen(SILENCE_TIMEOUT)) {
        case Heard.Speech(_, var turn) -> {
          return Optional.of(turn);
        }
        case Heard.Key(var digit, _) -> {
          if (digit == HUMAN_KEY) {
            callHuman();
          }
        }
        case Heard.Silence() -> {
          silences++;
          next = again;
        }
      }
    }
    return Optional.empty();
  }

  private void agreeOnNumber() throws LineEnded, HumanWanted {
    Prompt question = lead.hasCallersNumber() ? Prompt.OFFER_OWN_NUMBER : Prompt.ASK_NUMBER;
    for (int attempt = 0; attempt < 2; attempt++) {
      session.say(question);
      Heard heard =
          question == Prompt.OFFER_OWN_NUMBER
              ? session.listen(SILENCE_TIMEOUT)
              : session.listenForDigits(SILENCE_TIMEOUT);
      if (!(heard instanceof Heard.Key first)) {
        return;
      }
      String keys = session.takeKeys(first, BETWEEN_KEYS);
      if (keys.equals(String.valueOf(HUMAN_KEY))) {
        callHuman();
      } else if (keys.length() <= 1 && lead.hasCallersNumber()) {
        return;
      } else {
        Optional<PhoneNumber> number = CallbackNumber.ofKeys(keys, business.locale().country());
        if (number.isPresent()) {
          lead.callBackOn(number.get());
          readBack(number.get());
          return;
        }
        question = Prompt.ASK_NUMBER_AGAIN;
      }
    }
  }

  private void readBack(PhoneNumber number) throws LineEnded {
    List<Prompt> sentence = new ArrayList<>();
    sentence.add(Prompt.NUMBER_TAKEN);
    CallbackNumber.digits(number, business.locale().country())
        .chars()
        .mapToObj(c -> Prompt.digit((char) c))
        .forEach(sentence::add);
    session.say(sentence.toArray(Prompt[]::new));
  }

  /// A goodbye that is interrupted is no goodbye: what the caller adds is heard out and kept.
  private void sayGoodbye() throws LineEnded, HumanWanted {
    for (int times = 0; times < MOST_GOODBYES; times++) {
      if (session.say(Prompt.THANKS_GOODBYE) instanceof SayResult.Finished) {
        return;
      }
      Heard added = session.listen(SILENCE_TIMEOUT);
      if (added instanceof Heard.Key(var digit, _) && digit == HUMAN_KEY) {
        callHuman();
      }
    }
  }

  private void callHuman() throws LineEnded, HumanWanted {
    PhoneNumber human = business.human();
    if (human != null) {
      throw new HumanWanted(human);
    }
    session.say(Prompt.NO_HUMAN);
  }

  /// The caller has asked for a human, and there is one.
  private static final class HumanWanted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient PhoneNumber human;

    HumanWanted(PhoneNumber human) {
      super("the caller wants a human", null, false, false);
      this.human = human;
    }
  }
}
