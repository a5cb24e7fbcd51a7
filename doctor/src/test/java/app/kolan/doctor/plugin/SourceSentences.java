package app.kolan.doctor.plugin;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The sentences of findings and the names of checks, read from their sources: what the arguments
/// of a finding can be, through the methods, fields and parameters that they come from. What is
/// known at run time alone stands as [#UNKNOWN], a number as `7`. Of two parts with several
/// possibilities each, every one is in a sentence, and not every pair.
final class SourceSentences {
  static final String UNKNOWN = "§";

  /// A text of `remedies.txt`, as the directives have it.
  static final String DIRECTIVE = "In nginx: listen 443 ssl;";

  /// A sentence of another finding.
  static final String FINDING = "no frame comes back";

  private static final Set<String> PROXIES = Set.of("nginx", "the proxy");
  private static final Set<String> MAKERS = Set.of("fine", "note", "warning", "broken");
  private static final Pattern HOLE = Pattern.compile("%(?:(\\d)\\$)?(?:,?[.\\d]*)([sdfx%])");
  private static final int DEEPEST = 25;

  private final Map<Element, List<ExpressionTree>> values = new HashMap<>();
  private final List<ExpressionTree> roots = new ArrayList<>();
  private final Set<Element> open = new HashSet<>();
  private final Map<Tree, String> places = new HashMap<>();
  private final Trees trees;
  private final TreePath anyPath;
  private int depth;

  private SourceSentences(Trees trees, TreePath anyPath) {
    this.trees = trees;
    this.anyPath = anyPath;
  }

  /// A sentence, and where it is made.
  record Sentence(String text, String place) {}

  /// @param sources a folder of Java sources, which is compiled in memory
  static Set<Sentence> of(Path sources) throws IOException {
    try (StandardJavaFileManager files =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(
              found.filter(file -> file.toString().endsWith(".java")).toList());
      var task =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(
                      null,
                      files,
                      null,
                      List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                      null,
                      units);
      var parsed = new ArrayList<TreePath>();
      task.parse().forEach(unit -> parsed.add(new TreePath(unit)));
      task.analyze();
      var reader = new SourceSentences(Trees.instance(task), parsed.getFirst());
      parsed.forEach(unit -> reader.new Collector().scan(unit, null));
      return reader.sentences();
    }
  }

  private Set<Sentence> sentences() {
    var all = new LinkedHashSet<Sentence>();
    for (ExpressionTree root : roots) {
      open.clear();
      depth = 0;
      values(root).forEach(text -> all.add(new Sentence(text, places.getOrDefault(root, ""))));
    }
    return all;
  }

  private static Element ownerOf(Element member) {
    return requireNonNull(member.getEnclosingElement());
  }

  private @Nullable Element element(Tree tree) {
    return trees.getElement(new TreePath(anyPath, tree));
  }

  private void add(@Nullable Element element, @Nullable ExpressionTree value) {
    if (element != null && value != null) {
      values.computeIfAbsent(element, _ -> new ArrayList<>()).add(value);
    }
  }

  /// Collects what is given to variables, fields, parameters and results, and the findings.
  private final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
      add(element(tree), tree.getInitializer());
      return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void none) {
      add(element(tree.getVariable()), tree.getExpression());
      return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
      Element method = element(tree);
      if (tree.getBody() != null) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitReturn(ReturnTree found, @Nullable Void nothing) {
            add(method, found.getExpression());
            if (tree.getName().contentEquals("name") && isOfCheck(method)) {
              root(requireNonNull(found.getExpression()));
            }
            return super.visitReturn(found, null);
          }

          @Override
          public @Nullable Void visitLambdaExpression(
              LambdaExpressionTree found, @Nullable Void nothing) {
            return null;
          }
        }.scan(tree.getBody(), null);
      }
      return super.visitMethod(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
      List<? extends ExpressionTree> arguments = tree.getArguments();
      if (element(tree) instanceof ExecutableElement made) {
        parameters(made, arguments);
        switch (ownerOf(made).getSimpleName().toString()) {
          case "Finding" -> arguments.subList(1, 4).forEach(this::root);
          case "NotExamined" -> arguments.forEach(this::root);
          default -> {}
        }
      }
      return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
      if (element(tree.getMethodSelect()) instanceof ExecutableElement called) {
        parameters(called, tree.getArguments());
        if (ownerOf(called).getSimpleName().contentEquals("Finding")) {
          String name = called.getSimpleName().toString();
          if (MAKERS.contains(name) || name.equals("curedAlsoBy")) {
            tree.getArguments().forEach(this::root);
          }
        }
      }
      return super.visitMethodInvocation(tree, null);
    }

    private boolean isOfCheck(@Nullable Element method) {
      return method != null
          && method.getEnclosingElement() instanceof TypeElement owner
          && owner.getInterfaces().stream().anyMatch(each -> each.toString().endsWith(".Check"));
    }

    private void root(ExpressionTree sentence) {
      String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
      if (!file.endsWith("/Finding.java") && !file.endsWith("/NotExamined.java")) {
        roots.add(sentence);
        places.put(sentence, file.substring(file.lastIndexOf('/') + 1));
      }
    }

    private void parameters(ExecutableElement called, List<? extends ExpressionTree> arguments) {
      List<? extends VariableElement> parameters = called.getParameters();
      for (int at = 0; at < parameters.size() && at < arguments.size(); at++) {
        add(parameters.get(at), arguments.get(at));
        if (called.getKind() == ElementKind.CONSTRUCTOR) {
          field(called, parameters.get(at), arguments.get(at));
        }
      }
    }

    /// What a record's constructor without a body does.
    private void field(ExecutableElement made, VariableElement parameter, ExpressionTree value) {
      for (Element member : ownerOf(made).getEnclosedElements()) {
        if (ownerOf(made).getKind() == ElementKind.RECORD
            && member.getKind() == ElementKind.FIELD
            && member.getSimpleName().equals(parameter.getSimpleName())) {
          add(member, value);
        }
      }
    }
  }

  private Set<String> unknown(Tree tree) {
    TypeMirror type = trees.getTypeMirror(new TreePath(anyPath, tree));
    if (type == null) {
      return Set.of(UNKNOWN);
    }
    return switch (type.getKind()) {
      case INT, LONG, SHORT, BYTE, DOUBLE, FLOAT -> Set.of("7");
      case NULL -> Set.of();
      default -> Set.of(type.toString().endsWith("Integer") ? "7" : UNKNOWN);
    };
  }

  private Set<String> values(Tree tree) {
    if (depth > DEEPEST) {
      return unknown(tree);
    }
    depth++;
    try {
      return switch (tree) {
        case LiteralTree literal ->
            literal.getValue() == null ? Set.of() : Set.of(literal.getValue().toString());
        case ParenthesizedTree inner -> values(inner.getExpression());
        case ConditionalExpressionTree either ->
            union(values(either.getTrueExpression()), values(either.getFalseExpression()));
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS && isText(sum) ->
            joined(List.of(values(sum.getLeftOperand()), values(sum.getRightOperand())));
        case SwitchExpressionTree cases -> ofCases(cases);
        case MethodInvocationTree call -> ofCall(call);
        case IdentifierTree name -> ofName(name);
        case MemberSelectTree name -> ofName(name);
        default -> unknown(tree);
      };
    } finally {
      depth--;
    }
  }

  private boolean isText(Tree tree) {
    TypeMirror type = trees.getTypeMirror(new TreePath(anyPath, tree));
    return type != null && type.toString().endsWith("String");
  }

  private Set<String> ofCases(SwitchExpressionTree cases) {
    var all = new LinkedHashSet<String>();
    for (CaseTree one : cases.getCases()) {
      switch (one.getBody()) {
        case ExpressionTree value -> all.addAll(values(value));
        case BlockTree block ->
            new TreeScanner<@Nullable Void, @Nullable Void>() {
              @Override
              public @Nullable Void visitYield(YieldTree found, @Nullable Void none) {
                all.addAll(values(found.getValue()));
                return null;
              }
            }.scan(block, null);
        case null, default -> {}
      }
    }
    return all;
  }

  private Set<String> ofName(ExpressionTree tree) {
    Element element = element(tree);
    if (element instanceof VariableElement constant && constant.getConstantValue() != null) {
      return Set.of(constant.getConstantValue().toString());
    }
    return element == null ? unknown(tree) : ofElement(element, tree);
  }

  private Set<String> ofElement(Element element, Tree tree) {
    List<ExpressionTree> given = values.getOrDefault(element, List.of());
    if (!isTextual(element) || given.isEmpty()) {
      return unknown(tree);
    }
    if (!open.add(element)) {
      return Set.of();
    }
    try {
      var all = new LinkedHashSet<String>();
      given.forEach(value -> all.addAll(values(value)));
      return all;
    } finally {
      open.remove(element);
    }
  }

  private static boolean isTextual(Element element) {
    TypeMirror type =
        element instanceof ExecutableElement method ? method.getReturnType() : element.asType();
    return type.toString().contains("String");
  }

  private Set<String> ofCall(MethodInvocationTree call) {
    if (!(element(call.getMethodSelect()) instanceof ExecutableElement method)) {
      return unknown(call);
    }
    String owner = ownerOf(method).toString();
    String name = method.getSimpleName().toString();
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (owner.endsWith(".Directive") && name.equals("in")) {
      return Set.of(DIRECTIVE);
    }
    if (owner.endsWith(".Finding")) {
      return Set.of(FINDING);
    }
    if (owner.endsWith(".ProxyKind") && name.equals("title")) {
      return PROXIES;
    }
    if (owner.equals("java.lang.String") && call.getMethodSelect() instanceof MemberSelectTree on) {
      switch (name) {
        case "formatted" -> {
          return formatted(values(on.getExpression()), arguments);
        }
        case "format" -> {
          boolean plain = isText(arguments.getFirst());
          return formatted(
              values(arguments.get(plain ? 0 : 1)),
              arguments.subList(plain ? 1 : 2, arguments.size()));
        }
        case "strip" -> {
          return values(on.getExpression());
        }
        default -> {}
      }
    }
    if (owner.startsWith("java.util.Optional")
        && call.getMethodSelect() instanceof MemberSelectTree on) {
      switch (name) {
        case "of", "ofNullable" -> {
          return values(arguments.getFirst());
        }
        case "orElse" -> {
          return union(values(on.getExpression()), values(arguments.getFirst()));
        }
        case "orElseThrow" -> {
          return values(on.getExpression());
        }
        default -> {}
      }
    }
    return ofElement(accessed(method), call);
  }

  /// The component of a record that a method gives; the method itself if it gives none.
  private Element accessed(ExecutableElement method) {
    Element owner = ownerOf(method);
    if (owner.getKind() == ElementKind.RECORD && method.getParameters().isEmpty()) {
      for (Element member : owner.getEnclosedElements()) {
        if (member.getKind() == ElementKind.FIELD
            && member.getSimpleName().equals(method.getSimpleName())
            && !values.containsKey(method)) {
          return member;
        }
      }
    }
    return method;
  }

  private Set<String> formatted(Set<String> formats, List<? extends ExpressionTree> arguments) {
    var all = new LinkedHashSet<String>();
    for (String format : formats) {
      var parts = new ArrayList<Set<String>>();
      int from = 0;
      int next = 0;
      Matcher hole = HOLE.matcher(format);
      while (hole.find()) {
        parts.add(Set.of(format.substring(from, hole.start())));
        from = hole.end();
        if (hole.group(2).equals("%")) {
          parts.add(Set.of("%"));
        } else {
          int at = hole.group(1) == null ? next++ : Integer.parseInt(hole.group(1)) - 1;
          boolean isFraction = hole.group(2).equals("f");
          parts.add(
              isFraction
                  ? Set.of("7.5")
                  : at < arguments.size() ? values(arguments.get(at)) : Set.of(UNKNOWN));
        }
      }
      parts.add(Set.of(format.substring(from)));
      all.addAll(joined(parts));
    }
    return all;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var all = new LinkedHashSet<String>(one);
    all.addAll(other);
    return all;
  }

  /// The parts one after the other, so often that each possibility of each is in one.
  private static Set<String> joined(List<Set<String>> parts) {
    int most = parts.stream().mapToInt(Set::size).max().orElse(0);
    var lists = parts.stream().map(List::copyOf).toList();
    var all = new LinkedHashSet<String>();
    for (int at = 0; at < most; at++) {
      var text = new StringBuilder();
      for (List<String> part : lists) {
        text.append(part.isEmpty() ? "" : part.get(at % part.size()));
      }
      all.add(text.toString());
    }
    return all;
  }
}
