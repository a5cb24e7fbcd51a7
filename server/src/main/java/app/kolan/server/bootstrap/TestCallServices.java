package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.Stores;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telephony.testcall.TestCallParts;
import app.kolan.server.tool.ToolSources;
import app.kolan.server.tts.AudioCache;
import app.kolan.server.usage.UsageMeter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What test calls get. Their agents are made for each of them: neither the metrics nor the circuit
/// breakers nor the usage of the server's calls know of it.
///
/// @param knowledge what the agent of a business knows, to read
record TestCallServices(
    ReplyTiming timing,
    PromptLibraries libraries,
    InputAudioConfig inputAudio,
    @Nullable AudioCache audioCache,
    Function<Business, Knowledge> knowledge,
    InstantSource clock)
    implements TestCallParts {
  @Override
  public Stores openLedger(Path folder) {
    return StoreFactory.open(folder);
  }

  @Override
  public PromptLibrary prompts(BusinessSettings settings) {
    return libraries.in(settings.prompts(), settings.business().profile().sounds());
  }

  @Override
  public Agents agents(BusinessSettings settings, Stores ledger) {
    AgentFactory factory =
        AgentFactory.open(
            timing,
            BusinessDirectory.ofOne(settings),
            ledger,
            CallListener.NOBODY,
            clock,
            audioCache,
            UsageMeter.NONE,
            business -> ToolSources.of(knowledge.apply(business)));
    return new Agents() {
      @Override
      public @Nullable AgentServices services() {
        return factory.forBusiness(settings);
      }

      @Override
      public FallbackChain chain() {
        return new FallbackChain(
            factory.forBusiness(settings), factory.prompts(settings, prompts(settings)));
      }

      @Override
      public void close() {
        factory.close();
      }
    };
  }
}
