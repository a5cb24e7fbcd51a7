package app.kolan.server.console.page;

import app.kolan.server.console.http.EventStream;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.Ui;
import app.kolan.server.console.page.TriedSettings.Choice;
import app.kolan.server.identity.Permission;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.telephony.testcall.TestCall;
import app.kolan.server.telephony.testcall.TestCalls;
import app.kolan.server.telephony.testcall.WrittenTalk;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Trying settings out, by microphone or in writing, before they are published. A script makes the
/// call by a socket that speaks as Twilio's does; without scripts one writes.
///
/// @param calls opened when somebody first begins one
public record TryPages(
    TriedSettings settings,
    Supplier<TestCalls> calls,
    EventStream streams,
    ProviderCalls providers,
    PageAudit audit) {
  private static final String PATH = "/b/{business}/try";
  private static final String TRY = "/try";
  private static final int LONGEST_SENTENCE = 500;
  private static final PageAdmission WHO = PageAdmission.with(Permission.SETTINGS_WRITE);

  public void addTo(Routes routes) {
    routes.get(PATH, WHO, this::show);
    routes.post(PATH, WHO, this::begin);
    routes.post(PATH + "/text", WHO, this::write);
    routes.post(PATH + "/end", WHO, this::end);
    routes.get(PATH + "/{call}/greeting", WHO, this::greeting);
    routes.get(PATH + "/{call}/socket", WHO, this::connect);
    routes.get(PATH + "/{call}/events", WHO, this::watch);
  }

  /// What can be tried, and what is being written.
  ///
  /// @param written null when nothing is
  public record Trial(List<Choice> choices, @Nullable Written written) {
    public Trial {
      choices = List.copyOf(choices);
    }

    public boolean canTalk() {
      return choices.stream().anyMatch(Choice::isUsable);
    }

    public boolean canWrite() {
      return choices.stream().anyMatch(each -> each.isUsable() && each.thinks());
    }
  }

  /// @param which whose agent answers
  public record Written(String which, List<WrittenTalk.Line> lines, WrittenTalk.Next next) {
    public Written {
      lines = List.copyOf(lines);
    }
  }

  private PageAnswer show(PageRequest request) {
    List<Choice> choices = settings.all(request);
    Written written =
        mine(request)
            .flatMap(
                call ->
                    call.written()
                        .filter(WrittenTalk::hasBegun)
                        .map(talk -> written(call, talk, choices)))
            .orElse(null);
    return request.lettingScriptsLoad(request.show("page/try", "try", new Trial(choices, written)));
  }

  private static Written written(TestCall call, WrittenTalk talk, List<Choice> choices) {
    String which =
        choices.stream()
            .filter(each -> each.settings().version() == call.settings().version())
            .map(each -> each.which().name())
            .findFirst()
            .orElse("");
    return new Written(which, talk.lines(), talk.next());
  }

  private Optional<TestCall> mine(PageRequest request) {
    return calls.get().of(request.user().id(), request.in().id());
  }

  /// The call of the path, which nobody else has.
  private TestCall named(PageRequest request) {
    return mine(request)
        .filter(call -> call.sid().value().equals(request.inPath("call")))
        .orElseThrow(PageProblem::unknown);
  }

  private TestCall begun(PageRequest request) {
    Choice choice =
        settings
            .find(request, request.form().text("which"))
            .filter(Choice::isUsable)
            .orElseThrow(() -> new PageProblem(Kind.CHANGED));
    TestCall begun =
        calls
            .get()
            .begin(request.user().id(), choice.settings())
            .orElseThrow(() -> new PageProblem(Kind.BUSY));
    audit.note(request, "settings.try", "version:" + choice.settings().version());
    return begun;
  }

  /// Answers a script with what it begins the call with.
  private PageAnswer begin(PageRequest request) {
    TestCall call = begun(request);
    TestCall.Credentials credentials = call.credentials();
    Ui ui = request.ui();
    String path = TRY + "/" + credentials.call();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("account", credentials.account());
    data.put("call", credentials.call());
    data.put("stream", credentials.stream());
    data.put("ticket", credentials.ticket());
    data.put("words", call.greetingText());
    data.put("greeting", call.greeting().isPresent() ? ui.in(path + "/greeting") : null);
    data.put("socket", ui.in(path + "/socket"));
    data.put("events", ui.in(path + "/events"));
    return PageAnswer.text(200, "application/json", data.toString());
  }

  private PageAnswer greeting(PageRequest request) {
    return named(request)
        .greeting()
        .map(mp3 -> PageAnswer.bytes("audio/mpeg", mp3))
        .orElseThrow(PageProblem::unknown);
  }

  private PageAnswer connect(PageRequest request) {
    TestCall call = named(request);
    PageAnswer socket = PageAnswer.socket(request, call::accept);
    if (socket.status() == 101 && !call.connect()) {
      throw new PageProblem(Kind.CHANGED);
    }
    return socket;
  }

  private PageAnswer watch(PageRequest request) {
    TestCall call = named(request);
    Ui ui = request.ui();
    return streams
        .over(call.events())
        .begin(
            request,
            Permission.SETTINGS_WRITE,
            // From the first word on, also when the connection was lost meanwhile.
            Optional.ofNullable(request.header("last-event-id")).orElse(call.events().run() + "-0"),
            _ -> true,
            event -> LivePage.message(event, true, ui));
  }

  /// Takes a sentence, of a conversation that is begun with it when there is none.
  private PageAnswer write(PageRequest request) {
    String sentence = request.form().text("sentence").strip();
    if (sentence.length() > LONGEST_SENTENCE) {
      throw new PageProblem(Kind.MALFORMED);
    }
    if (sentence.isEmpty()) {
      return request.go(request.inBusiness(TRY));
    }
    TestCall call =
        mine(request)
            .filter(known -> known.written().filter(WrittenTalk::hasBegun).isPresent())
            .orElseGet(() -> begun(request));
    WrittenTalk talk = call.written().orElseThrow(() -> new PageProblem(Kind.CHANGED));
    try {
      boolean _ =
          providers.call(
              "language model",
              () -> {
                talk.answer(sentence);
                return true;
              });
    } catch (ProviderFailure failure) {
      return request.go(
          request.inBusiness(TRY) + "#written",
          Flash.of("flash.try-failed", request.ui().name(failure.kind())));
    }
    return request.go(request.inBusiness(TRY) + "#written");
  }

  private PageAnswer end(PageRequest request) {
    calls.get().endOf(request.user().id());
    return request.go(request.inBusiness(TRY));
  }
}
