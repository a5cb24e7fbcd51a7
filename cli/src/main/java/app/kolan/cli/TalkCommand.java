package app.kolan.cli;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.TextChat;
import app.kolan.server.bootstrap.AgentFactory;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.SettingsDirectory;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.telemetry.CallListener;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan talk`: the agent, in the terminal and by text.
@Command(
    name = "talk",
    description = {
      "Talks with the receptionist by text, with the language model, the tools and the instructions"
          + " of the settings. No recogniser and no voice is asked.",
      "",
      "What the tools would do outside is blocked, as in simulated calls. Ctrl-D ends the talk."
    })
public final class TalkCommand implements Callable<Integer> {
  private static final PhoneNumber CALLER = new PhoneNumber("+972541234567");
  private static final PhoneNumber CALLED = new PhoneNumber("+972720000002");

  @Spec private CommandSpec spec;

  @Option(
      names = "--stub",
      description =
          "A stand-in for a model answers, by a script: no account is needed. It knows a few"
              + " sentences, of appointments, messages and hours, and answers for the business of"
              + " the settings when that has `booking`, else for a clinic.")
  private boolean stub;

  @Option(names = "--allow-outside", description = "Let the tools reach outside.")
  private boolean allowOutside;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the ledger goes; without it, into a folder that is removed afterwards.")
  private @Nullable Path data;

  private final InputStream in;

  TalkCommand() {
    this(System.in);
  }

  /// @param in where the caller's lines come from
  TalkCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogLevel.quiet();
    ConfigDraft draft = ConfigReader.draft();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, spec.commandLine().getErr());
    }
    if (!stub && draft.config().providers().languageModels().isEmpty()) {
      return explain(draft);
    }
    try (TemporaryFolder temporary = data == null ? TemporaryFolder.create("talk") : null;
        StubProviders stubs = StubProviders.start()) {
      Path folder = data == null ? Objects.requireNonNull(temporary).path() : data;
      Config config = draft.config();
      return stub
          ? chat(withServices(config, withAppointments(config), stubs.providers()), folder)
          : chat(withServices(config, config.business(), config.providers()), folder);
    } catch (StoreException e) {
      spec.commandLine().getErr().println("Kolan cannot talk: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static Business withAppointments(Config config) {
    Business own = config.business();
    return own.profile().booking() == null ? StubClinic.withAppointments() : own;
  }

  private int explain(ConfigDraft draft) {
    var err = spec.commandLine().getErr();
    err.println("There is no language model to talk with.");
    draft.problems().stream()
        .filter(problem -> problem.key().startsWith("KOLAN_MIND") || problem.key().endsWith("_KEY"))
        .forEach(problem -> err.println("  " + problem.line()));
    err.println(
        draft.config().providers().speechModels().isEmpty()
            ? "Set KOLAN_MIND, for example to openai with OPENAI_API_KEY; or try --stub, which"
                + " needs no account."
            : "KOLAN_MIND names a model that hears and speaks by itself, which cannot be talked"
                + " with by text: add another behind a comma, or try --stub.");
    return ExitCode.USAGE;
  }

  private int chat(Config config, Path folder) throws IOException, InterruptedException {
    InstantSource clock = InstantSource.system();
    BusinessSettings settings = SettingsDirectory.businessOf(config);
    try (Stores stores = StoreFactory.open(folder);
        AgentFactory agentFactory =
            AgentFactory.open(
                config.replyTiming(),
                BusinessDirectory.ofOne(settings),
                stores,
                CallListener.NOBODY,
                clock,
                null)) {
      AgentServices services = agentFactory.forBusiness(settings);
      if (services == null) {
        throw new IllegalStateException("a language model without agent services");
      }
      LoggedCall call = arrived(stores.calls(), config.business().id(), clock.instant());
      String firstQuestion = PromptLibrary.shipped().text(Prompt.ASK_REASON);
      var facts =
          new CallContext(call.sid(), call.caller(), call.accountSid(), settings, !allowOutside);
      return new TextCall(
              new TextChat(services, facts, firstQuestion),
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
              spec.commandLine().getOut(),
              Terminal.ofProcess().hasColours())
          .hold(firstQuestion);
    }
  }

  private static LoggedCall arrived(CallStore calls, long business, Instant now) {
    String name = UUID.randomUUID().toString().replace("-", "");
    return calls.addArrival(
        new CallSid("CA" + name), "ACtalk", business, 0, CALLER, CALLED, name, now);
  }

  /// The settings with another business, and of the providers the language models only.
  private static Config withServices(
      Config config, Business business, ProviderSelection providers) {
    var languageModels =
        new ProviderSelection(List.of(), List.of(), providers.languageModels(), List.of());
    return config.toBuilder()
        .business(business)
        .providers(languageModels)
        .traces(null)
        .simulated(true)
        .build();
  }
}
