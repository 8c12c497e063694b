package chancery.admin;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The API for a Spring MVC context that has an {@link Admin} bean: everything under {@code /api/v1}. */
@Configuration(proxyBeanMethods = false)
public class AdminWebConfiguration {
    @Bean
    FilterRegistrationBean<TokenFilter> adminTokenFilter(Admin admin) {
        var registration = new FilterRegistrationBean<>(new TokenFilter(admin));
        registration.addUrlPatterns("/api/v1/*");
        return registration;
    }

    @Bean
    WebMvcConfigurer adminParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/v1/**");
            }
        };
    }

    @Bean
    Problems adminProblems() {
        return new Problems();
    }

    @Bean
    DescriptionController adminDescription() {
        return new DescriptionController();
    }

    @Bean
    TenantController adminTenants(Admin admin) {
        return new TenantController(admin);
    }

    @Bean
    DomainController adminDomains(Admin admin) {
        return new DomainController(admin);
    }

    @Bean
    RelayHostController adminRelayHosts(Admin admin) {
        return new RelayHostController(admin);
    }

    @Bean
    AccountController adminAccounts(Admin admin) {
        return new AccountController(admin);
    }

    @Bean
    TokenController adminTokens(Admin admin) {
        return new TokenController(admin);
    }

    @Bean
    RouteController adminRoutes(Admin admin) {
        return new RouteController(admin);
    }

    @Bean
    PolicyController adminPolicies(Admin admin) {
        return new PolicyController(admin);
    }

    @Bean
    PlanController adminPlan(Admin admin) {
        return new PlanController(admin);
    }

    @Bean
    QueueController adminQueue(Admin admin) {
        return new QueueController(admin);
    }

    @Bean
    MessageController adminMessages(Admin admin) {
        return new MessageController(admin);
    }

    @Bean
    AuditController adminAudit(Admin admin) {
        return new AuditController(admin);
    }
}
