package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.Stores;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telephony.testcall.TestCallParts;
import app.kolan.server.tts.AudioCache;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What test calls get. Their agents are made for each of them: neither the metrics nor the circuit
/// breakers nor the usage of the server's calls know of it.
record TestCallServices(
    ReplyTiming timing,
    PromptLibraries libraries,
    InputAudioConfig inputAudio,
    @Nullable AudioCache audioCache,
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
            audioCache);
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
