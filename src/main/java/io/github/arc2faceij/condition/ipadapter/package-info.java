/**
 * Pictures as prompts, by IP-Adapters (Ye et al. 2023, arXiv 2308.06721): what is to be seen, in which style, or who. Start with
 * {@link io.github.arc2faceij.condition.ipadapter.IpAdapterCondition}.
 */
package io.github.arc2faceij.condition.ipadapter;
