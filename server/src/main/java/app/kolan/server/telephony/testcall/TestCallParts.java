package app.kolan.server.telephony.testcall;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What test calls get from the server. Safe to share; each method may block.
public interface TestCallParts {
  /// Opens a ledger of a test call's own.
  ///
  /// @throws app.kolan.server.store.StoreException when the folder cannot be used
  Stores openLedger(Path folder);

  /// Makes the agents that settings describe, with tools that write to a ledger.
  Agents agents(BusinessSettings settings, Stores ledger);

  /// The sentences of a business, as its callers hear them.
  PromptLibrary prompts(BusinessSettings settings);

  InputAudioConfig inputAudio();

  /// The agents of one test call.
  interface Agents extends AutoCloseable {
    /// What the agents have; null for the scripted one alone.
    @Nullable AgentServices services();

    /// Those that talk, in order.
    FallbackChain chain();

    /// Gives up what is under way.
    @Override
    void close();
  }
}
