package app.kolan.server.tool.http;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.Summary;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sends each summary to the business that it belongs to, where the business's settings of now say.
/// Safe to share.
public final class SummaryPosts {
  private static final PublicPost.Outcome NOWHERE =
      new PublicPost.Outcome(null, "the business has no address for summaries");

  private record Opened(long version, Optional<SummaryPost> post) {}

  private final BusinessDirectory directory;
  private final InstantSource clock;
  private final Map<Long, Opened> opened = new ConcurrentHashMap<>();

  /// @param directory asked at each summary, since addresses change
  public SummaryPosts(BusinessDirectory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /// Sends one.
  public PublicPost.Outcome send(Summary summary) throws InterruptedException {
    Optional<BusinessSettings> settings =
        directory.all().stream()
            .filter(known -> known.business().id() == summary.businessId())
            .findFirst();
    Optional<SummaryPost> post = settings.flatMap(this::post);
    return post.isPresent() ? post.get().send(summary) : NOWHERE;
  }

  private Optional<SummaryPost> post(BusinessSettings settings) {
    return opened
        .compute(
            settings.business().id(),
            (_, before) ->
                before != null && before.version() == settings.version()
                    ? before
                    : new Opened(
                        settings.version(), SummaryPost.of(settings.business().profile(), clock)))
        .post();
  }
}
