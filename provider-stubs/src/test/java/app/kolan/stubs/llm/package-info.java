@NullMarked
package app.kolan.stubs.llm;

import org.jspecify.annotations.NullMarked;
