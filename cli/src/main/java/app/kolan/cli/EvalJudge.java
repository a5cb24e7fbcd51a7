package app.kolan.cli;

import app.kolan.lab.eval.CallJudge;
import app.kolan.lab.eval.ModelJudge;
import app.kolan.server.llm.GenerationOptions;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import java.util.List;

/// Who judges the calls of stories beside the words that are looked for: the first language model
/// of the settings, or nobody.
final class EvalJudge implements AutoCloseable {
  /// Nobody waits on the line.
  private static final ProviderTimeouts PATIENT =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(20));

  private static final GenerationOptions OPTIONS = new GenerationOptions(2048, null, null);

  private final ProviderHttp http;
  private final CallJudge judge;

  private EvalJudge(ProviderHttp http, CallJudge judge) {
    this.http = http;
    this.judge = judge;
  }

  /// @param languageModels those of the settings, the first choice first
  static EvalJudge open(boolean wanted, List<ProviderSettings> languageModels) {
    var http = new ProviderHttp();
    return new EvalJudge(
        http,
        wanted && !languageModels.isEmpty()
            ? new ModelJudge(
                LanguageModels.open(languageModels.getFirst().withTimeouts(PATIENT), OPTIONS, http))
            : CallJudge.NOBODY);
  }

  CallJudge judge() {
    return judge;
  }

  @Override
  public void close() {
    http.close();
  }
}
