package app.kolan.server.usage;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.provider.CurrentCall;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the tokens of a language model's responses, for the call of the thread that asks.
///
/// A provider tells them at the end of a response. Of one that is interrupted, breaks off, or comes
/// from a server that does not tell, they are estimated ([TokenEstimate]). A request that fails
/// before anything of its response has come counts nothing.
public final class MeteredLanguageModel implements LanguageModel {
  private final LanguageModel provider;
  private final ProviderMeter meter;

  public MeteredLanguageModel(LanguageModel provider, ProviderSettings settings, UsageMeter meter) {
    this.provider = provider;
    this.meter = ProviderMeter.of(UsageJob.LLM, settings, meter);
  }

  @Override
  public void connect() {
    provider.connect();
  }

  @Override
  public String provider() {
    return provider.provider();
  }

  @Override
  public ChatStream chat(ChatInput input) throws ProviderFailure, InterruptedException {
    return new Metered(provider.chat(input), input, CurrentCall.get());
  }

  private final class Metered implements ChatStream {
    private final ChatStream response;
    private final ChatInput input;
    private final @Nullable CallSid call;
    private final AtomicBoolean reported = new AtomicBoolean();

    /// Of what has come, estimated.
    private final AtomicLong tokensOut = new AtomicLong();

    Metered(ChatStream response, ChatInput input, @Nullable CallSid call) {
      this.response = response;
      this.input = input;
      this.call = call;
    }

    @Override
    public @Nullable Piece next() throws ProviderFailure, InterruptedException {
      Piece piece;
      try {
        piece = response.next();
      } catch (ProviderFailure failure) {
        if (tokensOut.get() > 0 || response.usage() != null) {
          report();
        } else {
          reported.set(true);
        }
        throw failure;
      }
      if (piece == null) {
        report();
      } else {
        count(piece);
      }
      return piece;
    }

    private void count(Piece piece) {
      switch (piece) {
        case Piece.Words(var text) -> tokensOut.addAndGet(TokenEstimate.of(text));
        case Piece.Use(var use) -> tokensOut.addAndGet(TokenEstimate.of(use));
        case Piece.Restarted() -> {}
      }
    }

    @Override
    public @Nullable UsageUnits usage() {
      return response.usage();
    }

    @Override
    public void said(String words) {
      response.said(words);
    }

    @Override
    public void close() {
      response.unread().forEach(this::count);
      response.close();
      report();
    }

    private void report() {
      if (call == null || !reported.compareAndSet(false, true)) {
        return;
      }
      UsageUnits request = UsageUnits.ofRequests(1);
      UsageUnits told = response.usage();
      if (told != null) {
        meter.measured(call, told.plus(request));
      } else {
        long in = TokenEstimate.of(input);
        meter.estimated(call, UsageUnits.ofText(in, 0, tokensOut.get()).plus(request));
      }
    }
  }
}
