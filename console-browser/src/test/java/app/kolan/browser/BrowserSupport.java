package app.kolan.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [ConsoleWorld], which all classes share. Without a Chromium on the machine they
/// are skipped, or fail where one is required.
final class BrowserSupport implements ExecutionCondition, ParameterResolver {
  private static final Namespace OURS = Namespace.create(BrowserSupport.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent()) {
      return ConditionEvaluationResult.enabled("there is a Chromium");
    }
    if (Chromium.isRequired()) {
      return ConditionEvaluationResult.enabled("a Chromium is required");
    }
    return ConditionEvaluationResult.disabled(
        "there is no Chromium on this machine; CONTRIBUTING.md says how to install one");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ConsoleWorld.class;
  }

  @Override
  public ConsoleWorld resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(ConsoleWorld.class, _ -> ConsoleWorld.open(), ConsoleWorld.class);
  }
}
