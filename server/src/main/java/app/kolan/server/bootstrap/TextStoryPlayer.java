package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.TextChat;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.CallerStory;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.stories.PlayedStory;
import app.kolan.server.stories.StoryJudge;
import app.kolan.server.stories.StoryPlayer;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSources;
import app.kolan.server.usage.UsageMeter;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Plays stories with text chats, over stores that are thrown away afterwards.
///
/// @param knowledge what the agent of a business knows, to read
/// @param longest how long all stories of a business may take together
record TextStoryPlayer(
    PromptLibraries prompts,
    ReplyTiming timing,
    Function<Business, Knowledge> knowledge,
    InstantSource clock,
    Duration longest,
    Semaphore plays)
    implements StoryPlayer {
  private static final int PLAYS_AT_ONCE = 2;
  private static final int STORIES_AT_ONCE = 5;
  private static final Duration LONGEST = Duration.ofSeconds(40);

  TextStoryPlayer(
      PromptLibraries prompts,
      ReplyTiming timing,
      Function<Business, Knowledge> knowledge,
      InstantSource clock) {
    this(prompts, timing, knowledge, clock, LONGEST, new Semaphore(PLAYS_AT_ONCE));
  }

  @Override
  public Optional<List<PlayedStory>> play(BusinessSettings settings) throws InterruptedException {
    if (!plays.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(playAll(settings));
    } finally {
      plays.release();
    }
  }

  private List<PlayedStory> playAll(BusinessSettings real) throws InterruptedException {
    Business business = real.business().withId(Business.FIRST);
    var settings =
        new BusinessSettings(
            real.version(), business, real.account(), real.providers(), real.prompts());
    try (var folder = TemporaryFolder.create("stories");
        Stores stores = StoreFactory.open(folder.path());
        AgentFactory agents =
            AgentFactory.open(
                timing,
                BusinessDirectory.ofOne(settings),
                stores,
                CallListener.NOBODY,
                clock,
                null,
                UsageMeter.NONE,
                _ -> ToolSources.of(knowledge.apply(real.business())))) {
      AgentServices services = agents.forBusiness(settings);
      if (services == null || services.languageModel() == null) {
        throw new IllegalStateException("settings without a language model play no stories");
      }
      return play(settings, services, stores);
    }
  }

  private List<PlayedStory> play(BusinessSettings settings, AgentServices services, Stores stores)
      throws InterruptedException {
    List<CallerStory> stories = settings.business().profile().stories();
    List<OneStory> begun =
        IntStream.range(0, stories.size())
            .mapToObj(i -> new OneStory(stories.get(i), i, settings, services, stores))
            .toList();
    try (var threads =
        Executors.newFixedThreadPool(
            STORIES_AT_ONCE, Thread.ofVirtual().name("story-", 0).factory())) {
      List<Future<PlayedStory>> played =
          threads.invokeAll(begun, longest.toMillis(), TimeUnit.MILLISECONDS);
      var results = new ArrayList<PlayedStory>();
      for (int i = 0; i < begun.size(); i++) {
        try {
          results.add(played.get(i).get());
        } catch (CancellationException _) {
          results.add(begun.get(i).brokenOff(PlayedStory.Miss.TOO_LONG));
        } catch (ExecutionException e) {
          throw new IllegalStateException("a story was not played", e);
        }
      }
      return List.copyOf(results);
    }
  }

  /// A story, with a call and a caller of its own.
  private final class OneStory implements Callable<PlayedStory> {
    private final CallerStory story;
    private final CallSid sid = new CallSid("CA" + UUID.randomUUID().toString().replace("-", ""));
    private final PhoneNumber caller;
    private final BusinessSettings settings;
    private final AgentServices services;
    private final Stores stores;
    private final List<PlayedStory.Line> talk = new ArrayList<>();

    OneStory(
        CallerStory story,
        int number,
        BusinessSettings settings,
        AgentServices services,
        Stores stores) {
      this.story = story;
      this.settings = settings;
      this.services = services;
      this.stores = stores;
      caller = new PhoneNumber("+97254%07d".formatted(1_000_000 + number));
    }

    @Override
    public PlayedStory call() throws InterruptedException {
      stores
          .calls()
          .addArrival(
              sid,
              settings.account().accountSid(),
              settings.business().id(),
              settings.version(),
              caller,
              caller,
              sid.value(),
              clock.instant());
      String question = prompts.in(settings.prompts()).text(Prompt.ASK_REASON);
      note(false, question);
      var chat =
          new TextChat(
              services,
              new CallContext(sid, caller, settings.account().accountSid(), settings, true),
              question);
      CallAction end = new CallAction.GoOn();
      var answers = new StringBuilder();
      for (String words : story.says()) {
        if (!(end instanceof CallAction.GoOn)) {
          return brokenOff(PlayedStory.Miss.ENDED_EARLY);
        }
        note(true, words);
        var answer = new StringBuilder();
        try {
          end = chat.answer(words, new Answer(answer));
        } catch (ProviderFailure _) {
          return brokenOff(PlayedStory.Miss.PROVIDER);
        }
        note(false, answer.toString().strip());
        answers.append(answer).append('\n');
      }
      boolean lead = stores.leads().find(sid).isPresent();
      return new PlayedStory(
          story, lines(), StoryJudge.misses(story, answers.toString(), end, lead));
    }

    PlayedStory brokenOff(PlayedStory.Miss why) {
      return new PlayedStory(story, lines(), List.of(why));
    }

    private synchronized void note(boolean ofCaller, String words) {
      talk.add(new PlayedStory.Line(ofCaller, words));
    }

    private synchronized List<PlayedStory.Line> lines() {
      return List.copyOf(talk);
    }
  }

  /// Takes an answer down.
  private record Answer(StringBuilder text) implements TextChat.Reader {
    @Override
    public void clause(String words) {
      text.append(words);
    }

    @Override
    public void uses(ToolCall use) {}
  }
}
