package app.kolan.simulator;

import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Executes a call's TwiML, verb by verb and document by document, until the call is over.
///
/// Source: https://www.twilio.com/docs/voice/twiml
final class Interpreter {
  private static final int MOST_REDIRECTS = 10;

  private final VerbContext call;
  private final StatusCallbackSender progress;
  private final URI restUrl;
  private final Executor executor;
  private final TwimlFetcher instructions;
  private final Prompter prompter;
  private final Map<String, ListeningStream> listening = new LinkedHashMap<>();
  private int redirects;

  Interpreter(VerbContext call, StatusCallbackSender progress, URI restUrl, Executor executor) {
    this.call = call;
    this.progress = progress;
    this.restUrl = restUrl;
    this.executor = executor;
    this.instructions = new TwimlFetcher(call);
    this.prompter = new Prompter(call);
  }

  /// Runs the call.
  ///
  /// @return why it ended
  CallEnd run() throws InterruptedException {
    return run(null);
  }

  /// Runs a call that was answered, from these instructions.
  ///
  /// @return why it ended
  CallEnd runFrom(NextInstructions first) throws InterruptedException {
    call.line().answer();
    return run(first);
  }

  private CallEnd run(@Nullable NextInstructions first) throws InterruptedException {
    try {
      NextInstructions next = first == null ? begin() : first;
      while (true) {
        try {
          next = carryOut(document(next));
        } catch (VerbInterruption.NewInstructions other) {
          next = other.next();
        }
      }
    } catch (VerbInterruption.CallOver over) {
      return over.reason();
    } catch (VerbInterruption interruption) {
      throw new IllegalStateException("there is no other interruption", interruption);
    } finally {
      listening.values().forEach(ListeningStream::stop);
    }
  }

  /// A call that the server placed rings first.
  private NextInstructions begin() throws VerbInterruption, InterruptedException {
    CallOrigin origin = call.facts().origin();
    try {
      if (origin instanceof CallOrigin.Outbound outbound) {
        Optional<String> found = new Ringing(call, progress, outbound).ring();
        if (found.isPresent() && outbound.instructions() instanceof NextInstructions.Ask ask) {
          return ask.with(FormPairs.of("AnsweredBy", found.get()));
        }
      }
      return origin.first(call.settings());
    } catch (VerbInterruption.NewInstructions other) {
      return other.next();
    }
  }

  private Document document(NextInstructions next) throws VerbInterruption, InterruptedException {
    return switch (next) {
      case NextInstructions.Ask ask -> instructions.fetch(ask);
      case NextInstructions.Carry(var document) -> document;
    };
  }

  private NextInstructions carryOut(Document document)
      throws VerbInterruption, InterruptedException {
    for (Verb verb : document.twiml().verbs()) {
      Optional<NextInstructions> next = carryOut(document, verb);
      if (next.isPresent()) {
        return next.get();
      }
    }
    throw new VerbInterruption.CallOver(CallEnd.DOCUMENT_ENDED);
  }

  private Optional<NextInstructions> carryOut(Document document, Verb verb)
      throws VerbInterruption, InterruptedException {
    answerFor(verb);
    return switch (verb) {
      case Verb.Prompting prompt -> {
        prompter.prompt(document, prompt, _ -> false);
        yield Optional.empty();
      }
      case Verb.RecordCaller record -> new Recorder(call, document, record, restUrl).record();
      case Verb.Gather gather -> new Gatherer(call, document, gather).gather();
      case Verb.Connect connect -> new ConnectedStream(call, document, connect, executor).talk();
      case Verb.Start(var stream) -> {
        start(document, stream);
        yield Optional.empty();
      }
      case Verb.Stop(var name) -> {
        Optional.ofNullable(listening.remove(name)).ifPresent(ListeningStream::stop);
        yield Optional.empty();
      }
      case Verb.Redirect(var url) -> Optional.of(redirect(document, url));
      case Verb.Dial dial -> new Dialler(call, document, dial, restUrl, executor).dial();
      case Verb.Reject(var reason) -> {
        if (call.line().isAnswered()) {
          call.log().problem(Problems.SCHEMA_VALIDATION, "<Reject> is only a call's first verb");
          yield Optional.empty();
        }
        boolean busy = Objects.equals(reason, "busy");
        throw new VerbInterruption.CallOver(busy ? CallEnd.BUSY : CallEnd.REJECTED);
      }
      case Verb.Hangup() -> throw new VerbInterruption.CallOver(CallEnd.HANGUP_VERB);
    };
  }

  /// Every verb answers the call, except those that work before the answer.
  private void answerFor(Verb verb) {
    boolean needsNoAnswer =
        verb instanceof Verb.Reject || verb instanceof Verb.Redirect || verb instanceof Verb.Hangup;
    if (!needsNoAnswer) {
      call.line().answer();
      redirects = 0;
    }
  }

  private void start(Document document, Verb.Stream stream) {
    String name = Objects.requireNonNullElseGet(stream.name(), () -> NewSid.of("MZ"));
    listening.put(name, ListeningStream.start(call, document, stream, executor));
  }

  private NextInstructions redirect(Document document, String reference) throws VerbInterruption {
    if (++redirects > MOST_REDIRECTS) {
      call.log().problem(Problems.TOO_MANY_REDIRECTS, "more than ten times <Redirect>");
      throw new VerbInterruption.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
    return new NextInstructions.Ask(call.resolve(document, reference), FormPairs.NONE);
  }
}
