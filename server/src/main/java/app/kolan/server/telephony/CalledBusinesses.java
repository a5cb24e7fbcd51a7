package app.kolan.server.telephony;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.WebhookReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The businesses that calls are to: by which settings a call is answered, and with which
/// documents.
record CalledBusinesses(BusinessDirectory directory, PromptLibraries prompts) {
  /// The settings by which a call is answered that has come in.
  Optional<BusinessSettings> of(LoggedCall call) {
    return directory.find(call.businessId(), call.settingsVersion());
  }

  /// The settings of a call; of one that is unknown, those of the number that the form names.
  Optional<BusinessSettings> of(Optional<LoggedCall> call, FormPairs form) {
    return call.flatMap(this::of).or(() -> byNumber(form));
  }

  Optional<BusinessSettings> byNumber(FormPairs form) {
    return byNumber(WebhookReader.called(form));
  }

  Optional<BusinessSettings> byNumber(PhoneNumber called) {
    return directory.byNumber(called);
  }

  CallDocuments documents(Optional<BusinessSettings> settings, PublicUrl base) {
    return settings.map(known -> documents(known, base)).orElseGet(() -> documentsOfNobody(base));
  }

  CallDocuments documents(BusinessSettings settings, PublicUrl base) {
    return CallDocuments.of(base, prompts, settings);
  }

  /// What is said where it is not known for whom.
  CallDocuments documentsOfNobody(PublicUrl base) {
    return new CallDocuments(base, prompts.main(), prompts.main().fixedName(Prompt.GREETING), null);
  }

  static @Nullable PhoneNumber human(Optional<BusinessSettings> settings) {
    return settings.map(known -> known.business().human()).orElse(null);
  }
}
