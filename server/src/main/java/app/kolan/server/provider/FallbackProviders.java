package app.kolan.server.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The providers for one job in the order in which they are asked, each with its circuit breaker.
/// What the fallbacks of the ports have in common. Safe to share between calls.
///
/// @param <P> the port
public final class FallbackProviders<P> {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackProviders.class);

  private final String job;
  private final List<Member<P>> members;
  private final BiConsumer<String, ProviderFailure> whenFailed;

  private record Member<P>(P provider, String name, ProviderBreaker breaker) {}

  /// @param job as in metrics, such as `voice`
  /// @param providers the first choice first
  /// @param name of a provider in the settings
  /// @param whenFailed takes each failure with the job; must not block
  public FallbackProviders(
      String job,
      List<P> providers,
      Function<P, String> name,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this(job, providers, name, CircuitBreakers.NEW, whenFailed);
  }

  /// @param breakers where each provider's circuit breaker is from
  public FallbackProviders(
      String job,
      List<P> providers,
      Function<P, String> name,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this.job = job;
    this.whenFailed = whenFailed;
    var all = new ArrayList<Member<P>>();
    for (P provider : providers) {
      String known = name.apply(provider);
      all.add(new Member<>(provider, known, breakers.of(job, all.size(), known)));
    }
    this.members = List.copyOf(all);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("no provider for " + job);
    }
  }

  /// The names of all, in order, with `+` between them.
  public String names() {
    return members.stream().map(Member::name).collect(Collectors.joining("+"));
  }

  /// The first provider whose breaker permits a request; null when there is none.
  public @Nullable Attempt<P> first() {
    return from(0);
  }

  /// Has the first provider that may be asked now do something that tells nothing of it, such as
  /// connecting.
  public void prepare(Consumer<P> what) {
    Attempt<P> next = first();
    if (next != null) {
      what.accept(next.provider());
      next.abandoned();
    }
  }

  /// The first provider behind that of an attempt whose breaker permits a request; null when there
  /// is none.
  public @Nullable Attempt<P> after(Attempt<P> failed) {
    return from(failed.position + 1);
  }

  /// The same provider once more; null when its breaker does not permit it.
  public @Nullable Attempt<P> again(Attempt<P> failed) {
    return attempt(failed.position);
  }

  /// What a request fails with for which nobody could be asked.
  public ProviderFailure nobody() {
    return new ProviderFailure(names(), FailureKind.UNREACHABLE, "none may be asked now");
  }

  private @Nullable Attempt<P> from(int position) {
    for (int at = position; at < members.size(); at++) {
      Attempt<P> permitted = attempt(at);
      if (permitted != null) {
        return permitted;
      }
    }
    return null;
  }

  private @Nullable Attempt<P> attempt(int position) {
    Member<P> member = members.get(position);
    return member.breaker().permits() ? new Attempt<>(this, member, position) : null;
  }

  /// One request to a provider, or one session with it, that its breaker has permitted. From any
  /// thread.
  ///
  /// @param <P> the port
  public static final class Attempt<P> {
    private final FallbackProviders<P> among;
    private final Member<P> member;
    private final int position;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    private Attempt(FallbackProviders<P> among, Member<P> member, int position) {
      this.among = among;
      this.member = member;
      this.position = position;
    }

    public P provider() {
      return member.provider();
    }

    /// The provider's name in the settings.
    public String name() {
      return member.name();
    }

    /// The provider has done what it was asked for. In a session, each time.
    public void succeeded() {
      if (!over.get()) {
        settled.set(true);
        member.breaker().succeeded();
      }
    }

    /// The provider has failed. Nothing counts after it.
    public void failed(ProviderFailure failure) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      member.breaker().failed(failure);
      among.whenFailed.accept(among.job, failure);
      LOG.atWarn()
          .addKeyValue("job", among.job)
          .addKeyValue("provider", member.name())
          .addKeyValue("kind", failure.kind())
          .log("a provider has failed");
    }

    /// Nobody waits any more. Tells nothing of the provider unless it has succeeded before.
    public void abandoned() {
      if (over.compareAndSet(false, true) && !settled.get()) {
        member.breaker().abandoned();
      }
    }
  }
}
