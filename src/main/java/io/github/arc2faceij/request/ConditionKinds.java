package io.github.arc2faceij.request;

import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.appearance.AppearanceCondition;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.condition.ipadapter.IpAdapterCondition;
import io.github.arc2faceij.condition.lora.LcmLora;
import io.github.arc2faceij.condition.lora.LoraCondition;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.condition.regions.RegionPosesCondition;
import io.github.arc2faceij.condition.regions.RegionsCondition;
import io.github.arc2faceij.condition.style.StyleCondition;
import io.github.arc2faceij.condition.text.TextCondition;
import java.util.List;

/** All kinds of conditions. A new one is a room beside those in {@code condition}, and a line here. */
public final class ConditionKinds {

    /** In the order in which they change the UNet and stand in recipes. */
    public static final List<ConditionKind<?>> ALL = List.of(
            LcmLora.KIND,
            LoraCondition.KIND,
            TextCondition.KIND,
            StyleCondition.KIND,
            RegionsCondition.KIND,
            ExpressionCondition.KIND,
            AppearanceCondition.KIND,
            IpAdapterCondition.KIND,
            RegionPosesCondition.KIND,
            PoseCondition.KIND);

    private ConditionKinds() {}
}
