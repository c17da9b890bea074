"""The networks' configurations: Stable Diffusion 1.5's, cut down."""

VAE = dict(
    in_channels=3, out_channels=3, latent_channels=4, sample_size=128, scaling_factor=1.0,
    down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
    block_out_channels=[16, 32, 64, 96], layers_per_block=1, act_fn="silu",
    norm_num_groups=1)                  # more groups lose the colour, which lives in the channels' means

UNET = dict(
    sample_size=16, in_channels=4, out_channels=4, center_input_sample=False, flip_sin_to_cos=True,
    freq_shift=0, down_block_types=["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
    up_block_types=["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
    block_out_channels=[64, 128, 192], layers_per_block=1, downsample_padding=1,
    mid_block_scale_factor=1, act_fn="silu", norm_num_groups=32, norm_eps=1e-5,
    cross_attention_dim=512, attention_head_dim=8)

CONTROLNET_CHANNELS = (16, 32, 64, 96)  # of the layers that shrink the normal map to the latents' size

TEXT = dict(
    hidden_size=512, intermediate_size=1024, num_hidden_layers=2, num_attention_heads=8,
    max_position_embeddings=77, hidden_act="quick_gelu", layer_norm_eps=1e-5, attention_dropout=0.0,
    initializer_factor=1.0, initializer_range=0.02, projection_dim=512)

SCHEDULER = dict(
    beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000,
    clip_sample=False, set_alpha_to_one=False, steps_offset=1, prediction_type="epsilon",
    trained_betas=None)
