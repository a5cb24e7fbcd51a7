package app.kolan.server.directory;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.settings.SecretReferences.SecretLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads versions of businesses' settings as calls need them, and keeps those of late. Safe to
/// share.
final class SettingsVersionReader {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsVersionReader.class);

  /// Far more than calls under way can have.
  private static final int KEPT = 2000;

  private final DocumentReader documents;
  private final BusinessSettings own;
  private final Map<Key, BusinessSettings> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, BusinessSettings> eldest) {
          return size() > KEPT;
        }
      };

  /// @param own the business that the server's settings describe, whose sounds the others have, too
  SettingsVersionReader(DocumentReader documents, BusinessSettings own) {
    this.documents = documents;
    this.own = own;
  }

  private record Key(long business, long version) {}

  /// What came of reading a version.
  ///
  /// @param trouble why it cannot be used; empty when it can
  record Reading(
      Optional<SettingsVersion> stored, Optional<BusinessSettings> settings, String trouble) {
    private static Reading failed(String trouble) {
      return new Reading(Optional.empty(), Optional.empty(), trouble);
    }
  }

  /// A version that was read of late.
  Optional<BusinessSettings> known(long business, long version) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(new Key(business, version)));
    }
  }

  /// A version of a business as calls need it; none when it is not there or cannot be read.
  ///
  /// @param account null when it is not known
  /// @param follow gets what came of each reference to a secret
  Reading read(
      DirectorySource from,
      BusinessRecord record,
      long version,
      @Nullable AccountTokens account,
      Map<String, SecretLookup> follow) {
    if (account == null) {
      LOG.atError()
          .addKeyValue("business", record.slug())
          .addKeyValue("account", record.accountSid())
          .log("the account of a business is not known, and its calls are not answered");
      return Reading.failed("its account is not known, or has no token");
    }
    Optional<SettingsVersion> stored;
    try {
      stored = from.version(record.id(), version);
    } catch (UnreadableSecret e) {
      LOG.atError()
          .addKeyValue("business", record.slug())
          .addKeyValue("version", version)
          .addKeyValue("reason", e.getMessage())
          .log("settings of a business cannot be read");
      return Reading.failed("its settings were encrypted with another key");
    }
    if (stored.isEmpty()) {
      return Reading.failed("its settings are not there");
    }
    DocumentReader.Reading reading =
        documents.read(record.name(), stored.get().document(), stored.get().isTrusted());
    reading.followed().forEach(follow::put);
    if (!reading.problems().isEmpty()) {
      LOG.atError()
          .addKeyValue("business", record.slug())
          .addKeyValue("version", version)
          .addKeyValue("problems", keys(reading))
          .addKeyValue("references", missing(reading))
          .log("settings of a business cannot be used any more; those before them go on");
      return Reading.failed("its settings cannot be used: " + String.join(", ", keys(reading)));
    }
    Business business = reading.business().withId(record.id());
    var settings =
        new BusinessSettings(
            version,
            record.state() == BusinessState.SUSPENDED
                ? business.withMode(AnswerMode.VOICEMAIL)
                : business,
            account,
            reading.providers(),
            own.prompts());
    synchronized (kept) {
      kept.put(new Key(record.id(), version), settings);
    }
    return new Reading(stored, Optional.of(settings), "");
  }

  private static List<String> missing(DocumentReader.Reading reading) {
    return reading.followed().entrySet().stream()
        .filter(each -> each.getValue() instanceof SecretLookup.Missing)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> keys(DocumentReader.Reading reading) {
    var keys = new ArrayList<String>();
    reading.problems().forEach(problem -> keys.add(problem.key()));
    return keys;
  }
}
